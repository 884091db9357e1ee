//! The picture's time axis.
//!
//! A migration is seconds of work and weeks of waiting. On an even axis all of
//! the work would be one stroke, so the axis is stretched: each step has a width
//! of its own, and a wait adds to it by the logarithm of its length. Order is
//! kept, and the axis says how long its long parts are.

use jiff::Timestamp;

use crate::scenario::outcome::{RunResult, StepOutcome};

#[cfg(test)]
mod tests;

/// What a step takes that takes no time: room for its number.
const STEP: f64 = 15.0;

/// What a wait of a minute adds; an hour adds four times as much, a week nine.
const MINUTE: f64 = 12.0;

/// How far the axis of a long run is squeezed before its page has to scroll: a
/// step is still wide enough to be seen and pointed at.
const SQUEEZED: f64 = 0.4;

/// A time, and the step during which it was. Many things happen at one time, one
/// after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    /// The step's place in the run, from 0.
    pub(super) step: usize,
    pub(super) at: Timestamp,
}

/// Where moments stand on the axis.
#[derive(Debug)]
pub(super) struct Scale {
    columns: Vec<Column>,
    /// What one unit of width is drawn as.
    factor: f64,
}

/// A step's part of the axis.
#[derive(Debug)]
pub(super) struct Column {
    left: f64,
    /// The times at which something happened, rising, each with its offset.
    stops: Vec<(Timestamp, f64)>,
    right: f64,
}

impl Scale {
    /// An axis for a run's steps, as wide as is wanted unless that would squeeze
    /// them too much. None if no step ran.
    pub(super) fn new(run: &RunResult, wanted: f64) -> Option<Self> {
        let mut columns: Vec<Column> = Vec::new();
        let mut before = None;
        for step in &run.steps {
            let left = columns.last().map_or(0.0, |column| column.right);
            // A step that was cut short has no time of its own.
            let last = step.events.last().map(|event| event.at);
            let end = step.at.or(last).or(before);
            let Some(end) = end.filter(|_| step.outcome != StepOutcome::Skipped) else {
                columns.push(Column::empty(left));
                continue;
            };
            let first = step.events.first().map_or(end, |event| event.at);
            let begin = before.unwrap_or(first).min(end);
            let within = step.events.iter().map(|event| event.at);
            let times = [begin].into_iter().chain(within).chain([end]);
            let column = Column::new(left, times);
            before = column.end();
            columns.push(column);
        }
        let width = columns.last()?.right;
        if columns.iter().all(|column| column.stops.is_empty()) {
            return None;
        }
        Some(Self {
            columns,
            factor: (wanted / width).max(SQUEEZED),
        })
    }

    /// How wide all of it is.
    pub(super) fn width(&self) -> f64 {
        self.columns
            .last()
            .map_or(0.0, |column| column.right * self.factor)
    }

    /// Where a moment stands.
    pub(super) fn x(&self, moment: &Moment) -> f64 {
        let offset = self
            .columns
            .get(moment.step)
            .map_or(0.0, |column| column.offset(moment.at));
        offset * self.factor
    }

    /// From where to where a step reaches; one that was not run has no place.
    pub(super) fn step(&self, index: usize) -> Option<(f64, f64)> {
        let column = self.columns.get(index)?;
        if column.stops.is_empty() {
            return None;
        }
        Some((column.left * self.factor, column.right * self.factor))
    }

    /// The first moment, and the last.
    pub(super) fn ends(&self) -> Option<(Moment, Moment)> {
        let mut ran = self.columns.iter().enumerate();
        let (first, begin) = ran.find_map(|(step, it)| Some((step, it.stops.first()?.0)))?;
        let mut ran = self.columns.iter().enumerate().rev();
        let (last, end) = ran.find_map(|(step, it)| Some((step, it.end()?)))?;
        let begin = Moment {
            step: first,
            at: begin,
        };
        let end = Moment {
            step: last,
            at: end,
        };
        Some((begin, end))
    }

    /// Every time at which the clock stood still, with where it stands, in order.
    pub(super) fn stops(&self) -> impl Iterator<Item = (Timestamp, f64)> {
        let stops = self.columns.iter().flat_map(|column| &column.stops);
        stops.map(|(at, offset)| (*at, offset * self.factor))
    }
}

impl Column {
    const fn empty(left: f64) -> Self {
        Self {
            left,
            stops: Vec::new(),
            right: left,
        }
    }

    /// Times that run back, as where a step resets the world, add nothing.
    fn new(left: f64, times: impl Iterator<Item = Timestamp>) -> Self {
        let mut offset = left + STEP / 2.0;
        let mut stops: Vec<(Timestamp, f64)> = Vec::new();
        for at in times {
            if let Some((before, _)) = stops.last() {
                if at <= *before {
                    continue;
                }
                let minutes = at.duration_since(*before).as_secs_f64() / 60.0;
                offset += MINUTE * minutes.ln_1p() / std::f64::consts::LN_2;
            }
            stops.push((at, offset));
        }
        Self {
            left,
            stops,
            right: offset + STEP / 2.0,
        }
    }

    fn end(&self) -> Option<Timestamp> {
        self.stops.last().map(|(at, _)| *at)
    }

    fn offset(&self, moment: Timestamp) -> f64 {
        let before = self.stops.iter().rev().find(|(at, _)| *at <= moment);
        before
            .or(self.stops.first())
            .map_or(self.left, |(_, offset)| *offset)
    }
}
