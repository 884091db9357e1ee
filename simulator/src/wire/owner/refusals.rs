//! What the owners' interfaces refuse, in each registry's statuses, codes and
//! words.
//!
//! A table for each interface. From one row come a variant of its refusals, the
//! answer, and the line of the fidelity ledger that tells where they are from,
//! so that the ledger cannot differ from the behaviour. A policy file sets the
//! status of a refusal by its name: `ripe-rpki.StaleRoas: 400`.

use crate::world::policy::{Grade, Policy};

/// A refusal as its table has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// The interface and the refusal.
    pub(crate) name: &'static str,
    /// The status, unless a policy file sets another.
    pub(crate) status: u16,
    /// The registry's code, where it has codes.
    pub(crate) code: Option<&'static str>,
    /// How well all of it is known.
    pub(crate) grade: Grade,
    pub(crate) source: &'static str,
    /// The text, with the names of what stands in it; empty where there is none.
    pub(crate) text: &'static str,
}

impl Row {
    /// The status in force.
    pub(crate) fn status(&self, policy: &Policy) -> u16 {
        policy.status(self.name, self.status)
    }
}

/// A refusal of an interface, which is a row of its table.
pub(in crate::wire) trait Refused {
    /// The row.
    fn row(&self) -> &'static Row;
    /// The text, with what stands in it.
    fn text(&self) -> String;
    /// What stands in the text, in that order.
    fn arguments(&self) -> Vec<String>;
}

/// Makes the refusals of an interface, their answers' parts and their rows from
/// one table. A row is the variant with its members; status and, where the
/// registry has some, code; grade and source; the text.
macro_rules! refusals {
    ($interface:literal; $(
        $variant:ident $({ $($member:ident: $kind:ty),* })?
        => $status:literal $($code:literal)? [$grade:ident, $source:literal] $text:literal;
    )*) => {
        /// What is refused.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(super) enum Refusal {
            $($variant $({ $($member: $kind),* })?,)*
        }

        impl Refused for Refusal {
            fn row(&self) -> &'static Row {
                match self {
                    $(Self::$variant { .. } => $crate::wire::owner::refusals::row!(
                        $interface, $variant, $status $($code)? [$grade, $source] $text
                    ),)*
                }
            }

            fn text(&self) -> String {
                match self {
                    $(Self::$variant $({ $($member),* })? => format!($text),)*
                }
            }

            fn arguments(&self) -> Vec<String> {
                match self {
                    $(Self::$variant $({ $($member),* })? => {
                        vec![$($($member.to_string()),*)?]
                    })*
                }
            }
        }

        /// The table.
        pub(in crate::wire) const ROWS: &[&Row] = &[
            $($crate::wire::owner::refusals::row!(
                $interface, $variant, $status $($code)? [$grade, $source] $text
            ),)*
        ];
    };
}

macro_rules! row {
    (
        $interface:literal, $variant:ident,
        $status:literal $($code:literal)? [$grade:ident, $source:literal] $text:literal
    ) => {
        &Row {
            name: concat!($interface, ".", stringify!($variant)),
            status: $status,
            code: $crate::wire::owner::refusals::code!($($code)?),
            grade: Grade::$grade,
            source: $source,
            text: $text,
        }
    };
}

macro_rules! code {
    () => {
        None
    };
    ($code:literal) => {
        Some($code)
    };
}

pub(in crate::wire) use {code, refusals, row};
