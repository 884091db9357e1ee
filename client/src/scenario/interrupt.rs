//! How much somebody wants a run to end: not at all, after the step under way, or
//! at once. Who says so (Ctrl-C, a signal) is the command line's business.

use tokio::sync::watch;

#[cfg(test)]
mod tests;

/// A wish that a run end. Clones share it; it only grows.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(watch::Sender<Urgency>);

/// How soon a run is to end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Not before its own end.
    #[default]
    None,
    /// After the step under way, so that the report is whole.
    AfterStep,
    /// In the middle of the step.
    AtOnce,
}

impl Interrupt {
    /// Asks for an end, and says how soon it is to be by now: whoever asks twice
    /// wants it at once.
    pub fn ask(&self) -> Urgency {
        let asked_before = self.urgency() > Urgency::None;
        self.raise(if asked_before {
            Urgency::AtOnce
        } else {
            Urgency::AfterStep
        })
    }

    /// Asks for an end in the middle of the step.
    pub fn ask_at_once(&self) -> Urgency {
        self.raise(Urgency::AtOnce)
    }

    /// Whether an end is wanted at all.
    pub fn is_asked(&self) -> bool {
        self.urgency() > Urgency::None
    }

    /// Comes back when an end is wanted at all.
    pub(crate) async fn asked(&self) {
        self.reached(Urgency::AfterStep).await;
    }

    /// Comes back when an end is wanted at once.
    pub(crate) async fn at_once(&self) {
        self.reached(Urgency::AtOnce).await;
    }

    fn urgency(&self) -> Urgency {
        *self.0.borrow()
    }

    fn raise(&self, urgency: Urgency) -> Urgency {
        self.0.send_modify(|now| *now = urgency.max(*now));
        self.urgency()
    }

    async fn reached(&self, wanted: Urgency) {
        let mut urgency = self.0.subscribe();
        // It fails only where the sender is gone, and this is one.
        let _ = urgency.wait_for(|urgency| *urgency >= wanted).await;
    }
}
