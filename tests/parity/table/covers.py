"""Cover art."""

from tests.parity.deeds import Deed, below

TEMPLATE = "id name imageUrl previewUrl genres moods"
SAME = {"id": "id", "name": "name", "image_url": "imageUrl", "preview_url": "previewUrl", "genres.*": "genres.*"}
SIGNED_IN = "401 200 200 200 200 200"

DEEDS = [
    Deed(
        "GET /api/v1/cover-art/templates",
        "Query.coverTemplates",
        SIGNED_IN,
        ask=f"coverTemplates {{ {TEMPLATE} }}",
        same=below("templates.*", "coverTemplates.*", SAME),
    ),
    Deed(
        "GET /api/v1/cover-art/templates/{template}",
        "Query.coverTemplate",
        SIGNED_IN,
        at={"template": "<cover>"},
        ask=f'coverTemplate(id: "<cover>") {{ {TEMPLATE} }}',
        same=below("template", "coverTemplate", SAME),
    ),
    Deed(
        "GET /api/v1/cover-art/matching-templates",
        "Query.coverTemplates",
        SIGNED_IN,
        about="that suit a genre",
        query={"genre": "drill", "limit": 3},
        ask=f'coverTemplates(genre: "drill", first: 3) {{ {TEMPLATE} }}',
        same=below("templates.*", "coverTemplates.*", SAME),
    ),
    Deed(
        "POST /api/v1/cover-art/preview",
        "Mutation.previewCover",
        SIGNED_IN,
        body={"template_id": "<cover>", "title": "Rain", "artist": "Nova"},
        ask="cover { imageUrl previewUrl template { id } }",
        input={"templateId": "<cover>", "title": "Rain", "artist": "Nova"},
        same={
            "image_url": "cover.imageUrl",
            "preview_url": "cover.previewUrl",
            "template.id": "cover.template.id",
        },
    ),
]
