"""What axe finds in a page."""

from axe_playwright_python.sync_playwright import Axe
from javascript import javascript


def violations(page, theme, *kinds, **options):
    """What axe finds in the parts of a page that these selectors name, or in all of it, in a theme.

    Returns
    -------
    list of (str, list of str)
        The name of each rule that is broken, and where.
    """
    page.evaluate(javascript("set_theme"), theme)
    page.evaluate(javascript("next_frame"))
    places = [[kind] for kind in kinds if page.locator(kind).count()]
    # What passes is not described, which takes half the time.
    options |= {"preload": False, "resultTypes": ["violations"]}
    found = Axe().run(page, context={"include": places} if places else None, options=options).response["violations"]
    return [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found]
