"""The place of every field of a dossier (see models/text_places.py)."""

from units.models.text_places import About, DossierPlace

PLACES = {
    "title": DossierPlace(About.ANYBODY, closed=False, compared=True, found=True),
    "first_applied_on": DossierPlace(About.THING, closed=True, compared=True, found=False),
    "kind": DossierPlace(About.THING, closed=False, compared=True, found=False),
    "field": DossierPlace(About.THING, closed=False, compared=True, found=False),
    "author_group": DossierPlace(About.THING, closed=True, compared=False, found=False),
    "exclusion": DossierPlace(About.THING, closed=True, compared=False, found=False),
    "is_confidential": DossierPlace(About.THING, closed=False, compared=False, found=False),
    "problem": DossierPlace(About.ANYBODY, closed=True, compared=True, found=True),
    "solution": DossierPlace(About.ANYBODY, closed=True, compared=True, found=True),
    "novelty": DossierPlace(About.ANYBODY, closed=True, compared=True, found=True),
    "scope": DossierPlace(About.ANYBODY, closed=True, compared=True, found=True),
    "benefit_basis": DossierPlace(About.THING, closed=False, compared=True, found=False),
    "benefit_value": DossierPlace(About.THING, closed=False, compared=True, found=False),
    "benefit_reasoning": DossierPlace(About.ANYBODY, closed=True, compared=True, found=True),
    "social_effect": DossierPlace(About.ANYBODY, closed=False, compared=True, found=True),
    "recognition_body": DossierPlace(About.THING, closed=False, compared=False, found=False),
    "recognition_level": DossierPlace(About.THING, closed=False, compared=True, found=False),
    "recognition_number": DossierPlace(About.ANYBODY, closed=False, compared=True, found=False),
    "recognition_on": DossierPlace(About.THING, closed=False, compared=True, found=False),
    "portal_reference": DossierPlace(About.ANYBODY, closed=True, compared=False, found=True),
    "outstanding_reason": DossierPlace(About.ANYBODY, closed=True, compared=False, found=False),
}
"""In the order in which a dossier is read."""

CLOSED = tuple(name for name, place in PLACES.items() if place.closed)
FOUND = sorted((name for name, place in PLACES.items() if place.found), key=lambda name: PLACES[name].closed)
