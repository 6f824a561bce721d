"""How a sync tells which files it read, and which of their columns as what."""

from dataclasses import asdict

from bot.cli.output import OUT, print_table
from corpus.importers.results import FileRead, Imported, TableRead


def print_files(imported: Imported) -> None:
    """A line for each file of a folder, and one for each table with its columns."""
    if len(imported.files) > 1:
        columns = ("file", "format", "courses", "articles", "rejected")
        rows = [(f.file, f.format, f.courses, f.articles, f.rejected) for f in imported.files]
        print_table("Files", columns, rows)
    for table in imported.tables:
        pairs = ", ".join(f"{field}={column}" for field, column in table.columns.items())
        OUT.print(f"{table.table}: read as {pairs}", markup=False)


def file_json(file: FileRead) -> dict[str, object]:
    """A file's line as scripts read it."""
    return asdict(file)


def table_json(table: TableRead) -> dict[str, object]:
    """A table's columns as scripts read them."""
    return {"table": table.table, "fields": dict(table.columns)}
