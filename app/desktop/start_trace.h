#pragma once

class QCoreApplication;

namespace confab {

//! Figures for the budgets, on stdout, when asked for by the environment:
//! CONFAB_TRACE_START=1: one line at the first painted list, "first paint: 182 ms after process start, 54 MB resident".
//! CONFAB_TRACE_PAINT=1: every 10 s and at the end, "paint events: 0 in 10.0 s".
void traceFirstPaint();
void tracePaints(QCoreApplication *app);

} // namespace confab
