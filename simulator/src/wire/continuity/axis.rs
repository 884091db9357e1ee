//! A time axis on which seconds can be seen beside days: where nothing happens
//! for long, it is broken.

use jiff::{SignedDuration, Timestamp};

/// How long nothing happens before that is left out.
const QUIET: SignedDuration = SignedDuration::from_mins(15);
/// What is shown of a quiet time before and after something happens, at most.
const MARGIN: SignedDuration = SignedDuration::from_mins(2);
/// How wide a break is drawn.
const BREAK: f64 = 44.0;
/// How narrow a piece between two breaks can become.
const LEAST: f64 = 30.0;

/// A part of the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
    pub(super) left: f64,
    pub(super) right: f64,
    /// Whether nothing happens in it, and its width says nothing.
    pub(super) quiet: bool,
}

impl Piece {
    fn length(&self) -> SignedDuration {
        self.to.duration_since(self.from)
    }

    fn holds(&self, moment: Timestamp) -> bool {
        self.from <= moment && moment <= self.to
    }

    fn place(&self, moment: Timestamp) -> f64 {
        let passed = moment.duration_since(self.from).as_secs_f64();
        let length = self.length().as_secs_f64();
        let share = if length > 0.0 { passed / length } else { 0.0 };
        self.left + (self.right - self.left) * share
    }
}

/// The axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Axis {
    pieces: Vec<Piece>,
}

impl Axis {
    /// An axis from one moment to a later one, between two places on the paper,
    /// on which something happens at these moments.
    pub(super) fn new(
        from: Timestamp,
        to: Timestamp,
        happenings: impl IntoIterator<Item = Timestamp>,
        left: f64,
        right: f64,
    ) -> Self {
        let mut moments: Vec<Timestamp> = happenings
            .into_iter()
            .filter(|moment| *moment > from && *moment < to)
            .collect();
        moments.sort_unstable();
        moments.dedup();
        let mut pieces = cut(from, to, &moments);
        spread(&mut pieces, left, right);
        Self { pieces }
    }

    /// Its parts.
    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Where a moment is.
    pub(super) fn place(&self, moment: Timestamp) -> f64 {
        // Where two pieces meet they agree.
        let piece = self.pieces.iter().find(|piece| piece.holds(moment));
        let ends = || {
            let last = self.pieces.last();
            last.map_or(0.0, |last| last.right)
        };
        piece.map_or_else(ends, |piece| piece.place(moment))
    }
}

/// The pieces without their places. The ends of the axis count as happenings, so
/// that a long quiet time at either is left out as well.
fn cut(from: Timestamp, to: Timestamp, moments: &[Timestamp]) -> Vec<Piece> {
    let piece = |from, to, quiet| Piece {
        from,
        to,
        left: 0.0,
        right: 0.0,
        quiet,
    };
    let mut pieces: Vec<Piece> = Vec::new();
    let mut begun = from;
    let mut last = from;
    for &moment in moments.iter().chain([&to]) {
        if !moments.is_empty() && moment.duration_since(last) > QUIET {
            let (stop, start) = (last + MARGIN, moment - MARGIN);
            pieces.push(piece(begun, stop, false));
            pieces.push(piece(stop, start, true));
            begun = start;
        }
        last = moment;
    }
    pieces.push(piece(begun, to, false));
    pieces
}

/// Gives every break its width, and the rest to the others: a part of it evenly,
/// so that none vanishes, the other by how long they are.
fn spread(pieces: &mut [Piece], left: f64, right: f64) {
    let count = |quiet: bool| pieces.iter().filter(|piece| piece.quiet == quiet).count();
    let width = |count: usize, each: f64| each * u32::try_from(count).map_or(0.0, f64::from);
    let breaks = width(count(true), BREAK).min((right - left) / 2.0);
    let room = right - left - breaks;
    let even = width(count(false), LEAST).min(room / 2.0);
    let lengths = pieces.iter().filter(|piece| !piece.quiet);
    let whole: f64 = lengths.map(|piece| piece.length().as_secs_f64()).sum();
    let share = |part: f64, count: usize| part / u32::try_from(count.max(1)).map_or(1.0, f64::from);
    let (each_break, each) = (share(breaks, count(true)), share(even, count(false)));
    let mut at = left;
    for piece in pieces {
        let by_length = if whole > 0.0 {
            (room - even) * piece.length().as_secs_f64() / whole
        } else {
            room - even
        };
        piece.left = at;
        at += if piece.quiet {
            each_break
        } else {
            each + by_length
        };
        piece.right = at;
    }
}
