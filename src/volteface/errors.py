"""Every error that Volteface raises on purpose.

VoltefaceError
├── DocumentError          a document cannot be read
│   ├── EmptyDocumentError
│   ├── TooLargeError
│   ├── NotTextError
│   ├── EncryptedError
│   ├── LanguageError
│   ├── FetchError
│   └── UnknownFormatError
├── CodebookError          a packaged or user's table is damaged
├── CasesError             a table of breaks that a user hands in cannot be used
├── SeriesError            a table of series or of events cannot be used
├── CaseError              a case folder cannot be used
├── ScenarioError          a scenario model, or a run of it, cannot be used
│   ├── ModelFileError     the model file is wrong: says file, line, symbol, what was expected
│   ├── ObservationError   a table of facts, or a row of it, cannot be used
│   └── CalibrationError   a model cannot be fitted to the facts given
└── ReadingError           a report was read but yields no answer
"""

from __future__ import annotations


class VoltefaceError(Exception):
    """Base of all errors: the message says what is wrong, where, and what to do."""


class DocumentError(VoltefaceError):
    """A document cannot be read."""


class EmptyDocumentError(DocumentError):
    """There is no text in the document."""


class TooLargeError(DocumentError):
    """The document exceeds the size limit."""


class NotTextError(DocumentError):
    """The document is not text, or its encoding cannot be told."""


class EncryptedError(DocumentError):
    """The document needs a password."""


class LanguageError(DocumentError):
    """The document is not in English."""


class FetchError(DocumentError):
    """A page could not be fetched, or may not be."""


class UnknownFormatError(DocumentError):
    """The document's form is not one that is read."""


class CodebookError(VoltefaceError):
    """A table of the codebook or of the reference class is damaged."""


class CasesError(VoltefaceError):
    """A table of breaks that a user hands in cannot be used."""


class SeriesError(VoltefaceError):
    """A table of series, or of coded events, cannot be used."""


class CaseError(VoltefaceError):
    """A case folder cannot be used."""


class ReadingError(VoltefaceError):
    """A report was read but yields no answer."""


class ScenarioError(VoltefaceError):
    """A scenario model, or a run of it, cannot be used."""


class ModelFileError(ScenarioError):
    """The model file is wrong: says file, line, symbol, what was expected."""


class ObservationError(ScenarioError):
    """A table of facts, or a row of it, cannot be used."""


class CalibrationError(ScenarioError):
    """A model cannot be fitted to the facts given."""
