"""Charts: comparisons as pictures. Plain values in, finished geometry out; templates write the SVG.

Each chart is laid out twice, for a wide page and for a narrow one, and holds its data as rows.
"""

from __future__ import annotations

from atlas.charts.bars import Bar, bars
from atlas.charts.dots import dot_plot, strips
from atlas.charts.figures import NARROW, WIDE, Caption, Chart, Dot
from atlas.charts.files import rows_csv, standalone
from atlas.charts.ladder import Rung, ladder
from atlas.charts.scale import Axis
from atlas.charts.spark import Spark, spark
from atlas.charts.timeline import Span, timeline

__all__ = [
    "NARROW",
    "WIDE",
    "Axis",
    "Bar",
    "Caption",
    "Chart",
    "Dot",
    "Rung",
    "Span",
    "Spark",
    "bars",
    "dot_plot",
    "ladder",
    "rows_csv",
    "spark",
    "standalone",
    "strips",
    "timeline",
]
