"""The public pages of the demo's competitions: the list, and for each notice, timeline and questions."""

from dataclasses import dataclass
from datetime import timedelta

from campaigns.contests.models import Contest, ContestIndexPage, ContestMilestone, ContestPage, ContestQuestion
from campaigns.contests.queries.contests import rules_of
from foundation.intake.codes import OFFICE_ZONE
from portal.models import HomePage

QUESTIONS: tuple[tuple[str, str], ...] = (
    ("投稿需要注册吗？", "不需要。填写作品、姓名和电话即可，提交后会得到编号和查询码。"),
    ("提交以后还能修改吗？", "截止之前，可以从回执上的专用链接修改或撤回；评审开始以后不再改动。"),
    ("未成年人可以参加吗？", "可以，需要监护人同意。学校集体报送的，由指导教师说明监护人已经同意。"),
    ("字数怎样计算？", "与 Word 的“字数”一致，不含标题。略超一些不会被拒收。"),
)


@dataclass(frozen=True)
class Words:
    """What the page of one competition says."""

    introduction: str
    paragraphs: tuple[str, ...]


def open_index(home: HomePage) -> ContestIndexPage:
    """Open the list of competitions under the front page."""
    introduction = "写身边的人，拍身边的事。每项征集都写明截止时间，投稿不收费用，也不需要注册。"
    index = ContestIndexPage(title="征文摄影", slug="contests", introduction=introduction)
    home.add_child(instance=index)
    index.save_revision().publish()
    return index


def publish_page(contest: Contest, words: Words) -> ContestPage:
    """Publish a competition's page under the list; judging and results follow its closing."""
    closes_on = rules_of(contest).closes_at.astimezone(OFFICE_ZONE).date()
    page = ContestPage(title=contest.title, contest=contest, introduction=words.introduction)
    page.notice = [("paragraph", "".join(f"<p>{each}</p>" for each in words.paragraphs))]  # type: ignore[assignment] # a StreamField takes raw data
    page.milestones = [
        ContestMilestone(day=closes_on + timedelta(days=20), words="初评结束"),
        ContestMilestone(day=closes_on + timedelta(days=45), words="公示获奖名单"),
        ContestMilestone(day=closes_on + timedelta(days=60), words="公布结果，选登优秀作品"),
    ]
    page.questions = [ContestQuestion(question=question, answer=answer) for question, answer in QUESTIONS]
    index = ContestIndexPage.objects.get()
    index.add_child(instance=page)
    page.save_revision().publish()
    return page
