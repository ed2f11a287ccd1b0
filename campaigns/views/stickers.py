"""Stickers of what the list's filters leave: in parts, drawn in the background, fetched when they are done."""

from typing import Any

from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from campaigns.domain.printing import ask_for_stickers
from campaigns.filing.stickers import MOST_STICKERS
from campaigns.models import Placement, StickerPrint
from campaigns.views.placements import PlacementDeskView
from foundation.keys import key_in
from foundation.models import SiteIdentity
from foundation.views.desk import desk_user


class StickersView(PlacementDeskView):
    """How many stickers there are, in parts of twenty sheets each."""

    template_name = "campaigns/desk/sticker_parts.html"
    page_title = gettext_lazy("Stickers")
    filterset_class: Any = None

    def get(self, request: HttpRequest) -> HttpResponse:
        """Offer the parts."""
        codes = self._codes(request)
        parts = [
            {"number": start // MOST_STICKERS + 1, "first": start + 1, "last": min(start + MOST_STICKERS, len(codes))}
            for start in range(0, len(codes), MOST_STICKERS)
        ]
        return self.show(request, parts=parts, count=len(codes))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Have one part drawn."""
        part = key_in(request.POST.get("part", ""))
        codes = self._codes(request)[MOST_STICKERS * (part - 1) : MOST_STICKERS * part] if part else []
        if not codes:
            raise Http404
        # Of all that hung at a place under one code the newest says where it is.
        rows = Placement.objects.filter(code__in=codes).order_by("code", "starts_on", "pk")
        newest: dict[str, int] = dict(rows.values_list("code", "pk"))
        site = Site.find_for_request(request)
        office = str(SiteIdentity.for_site(site).organiser or site)
        asked = ask_for_stickers(placements=list(newest.values()), office=office, actor=desk_user(request))
        return redirect("placement:sticker_sheet", asked.pk)

    def _codes(self, request: HttpRequest) -> list[str]:
        found = self.filterset_class(request.GET, queryset=Placement.objects.all(), request=request).qs
        found = found.exclude(code="").order_by().values("code").annotate(first=Min("pk"))
        return list(found.order_by("code").values_list("code", flat=True))


class StickerSheetView(PlacementDeskView):
    """One part: it is being drawn, or here it is."""

    template_name = "campaigns/desk/sticker_sheet.html"
    page_title = gettext_lazy("Stickers")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say how far it is, or give the PDF."""
        asked = get_object_or_404(StickerPrint, pk=pk, asked_by=desk_user(request))
        if "pdf" not in request.GET or asked.pdf is None:
            response: HttpResponse = self.show(request, asked=asked, count=len(asked.placements))
            if asked.pdf is None and not asked.problem:
                response["Refresh"] = "3"
            return response
        response = HttpResponse(bytes(asked.pdf), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="stickers-{timezone.localdate()}-{asked.pk}.pdf"'
        response["Cache-Control"] = "no-store, private"
        return response
