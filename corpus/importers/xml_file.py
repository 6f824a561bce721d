"""XML: feeds (RSS, Atom), and catalogues in the elements of their own makers."""

from corpus.errors import SourceError
from corpus.importers.columns import ColumnChoice
from corpus.importers.feed import is_feed, take_feed
from corpus.importers.files import SourceFile
from corpus.importers.gathering import Gathering
from corpus.importers.json_entries import take_document
from corpus.importers.safe_xml import parse_xml
from corpus.importers.xml_document import as_document, local_name


def import_xml(file: SourceFile, gathering: Gathering, choice: ColumnChoice) -> None:
    """Add the entries of a feed as articles, the records of any other document as courses.

    Raises SourceError for broken XML and for a document with neither.
    """
    root = parse_xml(file.text, file.name, "feed or catalogue")
    if local_name(root.tag) in {"urlset", "sitemapindex"}:
        raise SourceError(
            file.name,
            "expected a feed or a catalogue, got a sitemap, which holds addresses and no text; "
            "save its pages as files",
        )
    if is_feed(root):
        take_feed(root, file, gathering)
    else:
        take_document(as_document(root), file, gathering, choice)
