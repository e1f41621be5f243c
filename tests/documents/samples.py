"""Documents made on the spot: a page, feeds, PDFs."""

from __future__ import annotations

import io

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

PAGE = """<!doctype html><html lang="en"><head><title>Base closed | The Courier</title>
<meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="2024-03-03T10:00:00Z">
<script>document.write("Shark attack!")</script><style>p { color: red }</style></head><body>
<nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Niamey closes the last base of its old partner</h1>
<p>Niger’s military rulers have told Paris to hand over the last airfield in the north of the country.</p>
<script>track("Ten killed in fire")</script>
<p>A spokesman read the order on state television late on Saturday, and gave the engineers a month.</p>
<p>The embassy did not answer questions. Two diplomats said that the order had been expected.</p>
</article><footer>© The Courier</footer></body></html>"""


def pdf(lines: list[str], password: str | None = None) -> bytes:
    """Write a PDF of one page that prints the lines."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=600, height=800)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    resource = DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})
    fonts = DictionaryObject({NameObject("/F1"): resource})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    rows = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream.set_data(f"BT /F1 11 Tf 40 760 Td {rows} ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


RSS = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Courier</title>
<item><title>Base closed</title><link>https://c.example/1</link>
<pubDate>Sun, 03 Mar 2024 10:00:00 GMT</pubDate>
<description>&lt;p&gt;Niamey told &lt;b&gt;Paris&lt;/b&gt; to go.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description>
</item><item><title>Envoy recalled</title></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Herald</title><entry><title>T</title>
<updated>2024-05-06T01:02:03Z</updated><content type="html">Yerevan stops paying.</content></entry></feed>"""
