"""The templates, by the words that choose one."""

from beatgraph.covers.design import Template
from beatgraph.covers.templates import (
    after_hours,
    aura,
    contour,
    eclipse,
    halftone,
    interference,
    loud,
    night_drive,
    paper_coast,
    patchwork,
    ridges,
    side_a,
)

TEMPLATES: dict[str, Template] = {
    template.id: template
    for template in (
        eclipse.TEMPLATE,
        night_drive.TEMPLATE,
        halftone.TEMPLATE,
        contour.TEMPLATE,
        patchwork.TEMPLATE,
        loud.TEMPLATE,
        paper_coast.TEMPLATE,
        aura.TEMPLATE,
        ridges.TEMPLATE,
        after_hours.TEMPLATE,
        interference.TEMPLATE,
        side_a.TEMPLATE,
    )
}
