//! How much somebody wants a run to end: not at all, after the step under way, or
//! at once. Who says so (Ctrl-C, a signal) is the command line's business.

use tokio::sync::watch;

#[cfg(test)]
mod tests;

/// A wish that a run end. Clones share it; it only grows.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    urgency: watch::Sender<Urgency>,
    /// Whether this one speaks for the teardown, which only the last word ends.
    of_teardown: bool,
}

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
    /// Without clearing anything away.
    Abandon,
}

impl Interrupt {
    /// Asks for an end, and says how soon it is to be by now: whoever asks again
    /// wants it sooner.
    pub fn ask(&self) -> Urgency {
        self.raise(match self.urgency() {
            Urgency::None => Urgency::AfterStep,
            Urgency::AfterStep => Urgency::AtOnce,
            Urgency::AtOnce | Urgency::Abandon => Urgency::Abandon,
        })
    }

    /// Asks for an end in the middle of the step; the second time, without
    /// clearing anything away.
    pub fn ask_at_once(&self) -> Urgency {
        self.raise(match self.urgency() {
            Urgency::None | Urgency::AfterStep => Urgency::AtOnce,
            Urgency::AtOnce | Urgency::Abandon => Urgency::Abandon,
        })
    }

    /// Asks for an end at once that clears nothing away: somebody goes on later.
    pub fn abandon(&self) {
        self.raise(Urgency::Abandon);
    }

    /// The same wish as the teardown hears it.
    pub(crate) fn for_teardown(&self) -> Self {
        Self {
            urgency: self.urgency.clone(),
            of_teardown: true,
        }
    }

    /// Whether an end is wanted at all.
    pub fn is_asked(&self) -> bool {
        self.urgency() >= self.heard(Urgency::AfterStep)
    }

    /// Comes back when an end is wanted at all.
    pub(crate) async fn asked(&self) {
        self.reached(self.heard(Urgency::AfterStep)).await;
    }

    /// Comes back when an end is wanted at once.
    pub(crate) async fn at_once(&self) {
        self.reached(self.heard(Urgency::AtOnce)).await;
    }

    /// How urgent a wish must be to count as this one.
    fn heard(&self, urgency: Urgency) -> Urgency {
        if self.of_teardown {
            Urgency::Abandon
        } else {
            urgency
        }
    }

    fn urgency(&self) -> Urgency {
        *self.urgency.borrow()
    }

    fn raise(&self, urgency: Urgency) -> Urgency {
        self.urgency.send_modify(|now| *now = urgency.max(*now));
        self.urgency()
    }

    async fn reached(&self, wanted: Urgency) {
        let mut urgency = self.urgency.subscribe();
        // It fails only where the sender is gone, and this is one.
        let _ = urgency.wait_for(|urgency| *urgency >= wanted).await;
    }
}
