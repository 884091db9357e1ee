//! What can go wrong. Each misfortune is a file with what it is called by, what
//! it takes and what it does; here is only the list.

use byoip_vocabulary::prefix::Prefix;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

mod record;
mod roa;
mod route;

use super::{Miss, Strike};
use crate::world::{Fact as WorldFact, World};

/// Makes the modules, the sum of them and their names from one list.
macro_rules! misfortunes {
    ($($module:ident::$kind:ident = $name:literal;)*) => {
        $(mod $module;)*
        $(pub use $module::$kind;)*

        /// A misfortune, with what it takes.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "fault")]
        pub enum Misfortune {
            $(#[doc = $name] #[serde(rename = $name)] $kind($kind),)*
        }

        impl Misfortune {
            /// Every name.
            pub const NAMES: &[&str] = &[$($name,)*];

            /// Its name.
            pub const fn name(&self) -> &'static str {
                match self {
                    $(Self::$kind(_) => $name,)*
                }
            }

            /// What it does.
            pub(in crate::world) fn effect(&self) -> Effect<'_> {
                match self {
                    $(Self::$kind(misfortune) => misfortune.effect(),)*
                }
            }
        }
    };
}

misfortunes! {
    throttle::Throttle = "throttle";
    internal_error::InternalError = "internal-error";
    unavailable::Unavailable = "unavailable";
    lost_reply::LostReply = "lost-reply";
    slow::Slow = "slow";
    stale::Stale = "stale";
    review_stuck::ReviewStuck = "review-stuck";
    review_flaky::ReviewFlaky = "review-flaky";
    registry_down::RegistryDown = "registry-down";
    registry_slow::RegistrySlow = "registry-slow";
    registry_encoding::RegistryEncoding = "registry-encoding";
    record_edited::RecordEdited = "record-edited";
    certificate_replaced::CertificateReplaced = "certificate-replaced";
    roa_expired::RoaExpired = "roa-expired";
    roa_deleted::RoaDeleted = "roa-deleted";
    roa_shadowed::RoaShadowed = "roa-shadowed";
    validator_behind::ValidatorBehind = "validator-behind";
    second_origin::SecondOrigin = "second-origin";
    leak::Leak = "leak";
    irr_object::IrrObject = "irr-object";
}

impl Misfortune {
    /// What it does to a call, if it befalls calls.
    pub fn strike(&self) -> Option<Strike> {
        match self.effect() {
            Effect::Call(strike) => Some(strike),
            Effect::Review(..) | Effect::World(_) => None,
        }
    }
}

/// What a misfortune does, by what it befalls.
pub(in crate::world) enum Effect<'a> {
    /// A call at AWS; the world stays as it is.
    Call(Strike),
    /// A review of a range that is about to end.
    Review(Prefix, Mishap),
    /// Something in the world.
    World(&'a dyn Accident),
}

/// What befalls a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::world) enum Mishap {
    /// It goes on for so much longer.
    Stuck(SignedDuration),
    /// It does not see the registry's record.
    Blind,
}

/// What each misfortune says of itself.
pub(in crate::world) trait Befall {
    /// What it does.
    fn effect(&self) -> Effect<'_>;
}

/// A misfortune that changes the world.
pub(in crate::world) trait Accident {
    /// What follows, in facts of the nouns that it befalls.
    fn strike(&self, world: &World, now: Timestamp) -> Result<Vec<WorldFact>, Miss>;
}
