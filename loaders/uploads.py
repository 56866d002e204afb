"""Edges to uploads and what was found in them."""

from beatgraph.models import Analysis, Upload
from beatgraph.services import analyses, uploads
from loaders.base import One


class UploadById(One[int, Upload]):
    fetch = staticmethod(uploads.by_ids)


class AnalysisByUpload(One[int, Analysis]):
    fetch = staticmethod(analyses.of_uploads)
