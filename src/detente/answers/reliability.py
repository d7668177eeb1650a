"""The picture of how well probabilities kept their word: said against seen, in bins of as many answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from detente.answers.charts import BALANCE_COLOUR, COLOURS

if TYPE_CHECKING:
    from detente.outlook.ranking import Calibration

SIDE = 360
NORMAL_95 = 1.96  # standard errors on either side of a share that hold it in 95 of 100 cases


def reliability_chart(calibration: Calibration, title: str) -> alt.TopLevelMixin:
    """Return the chart: on the line, what was said to be so likely came true as often.

    Each point is a bin of answers, with the 95 % band of the share that came true.
    """
    rows = [
        {
            "said": bin_.confidence,
            "seen": bin_.correct,
            "low": max(0.0, bin_.correct - NORMAL_95 * _error(bin_.correct, bin_.answers)),
            "high": min(1.0, bin_.correct + NORMAL_95 * _error(bin_.correct, bin_.answers)),
            "words": f"said {bin_.confidence:.0%}, came true {bin_.correct:.0%} of {bin_.answers} answers",
        }
        for bin_ in calibration.bins
    ]
    share = alt.Scale(domain=[0, 1])
    percent = alt.Axis(format="%", grid=False)
    line = alt.Chart(alt.InlineData(values=[{"said": 0, "seen": 0}, {"said": 1, "seen": 1}]))
    bins = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("said:Q", title="probability of the first answer", scale=share, axis=percent)
    )
    seen = alt.Y("seen:Q", title="how often it came true", scale=share, axis=percent)
    words = {"tooltip": alt.Tooltip("words:N"), "description": alt.Description("words:N")}
    finding = f"calibration error (ECE) {calibration.ece:.3f}, log score {calibration.log_score:.2f}"
    chart = alt.layer(
        line.mark_line(strokeDash=[4, 4], color=BALANCE_COLOUR).encode(x="said:Q", y=seen),
        bins.mark_rule(color=COLOURS["cooperation"]).encode(y=alt.Y("low:Q", scale=share), y2="high:Q"),
        bins.mark_point(filled=True, size=60, color=COLOURS["cooperation"]).encode(y=seen, **words),
    )
    return chart.properties(
        width=SIDE,
        height=SIDE,
        title=alt.TitleParams(title, subtitle=[finding], anchor="start", subtitleColor="#444444"),
        description=f"{title}: {finding}",
    )


def _error(share: float, answers: int) -> float:
    return float((share * (1 - share) / answers) ** 0.5)
