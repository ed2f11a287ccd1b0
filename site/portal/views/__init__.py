"""Views of the portal: the home page's neighbours that belong to no app below."""
