//! Why what others do to a route comes to nothing.

use super::super::Miss;
use crate::world::internet::Refusal;

pub(super) fn missed(refusal: Refusal) -> Miss {
    match refusal {
        Refusal::RouteAnnounced { route } => Miss::Announced {
            prefix: route.prefix,
            origin: route.origin,
        },
        // What begins is not ended, and what is not announced has nobody's route.
        Refusal::RouteNotAnnounced { route } => Miss::NothingToLeak {
            prefix: route.prefix,
            asn: route.origin,
        },
        Refusal::NotAnImpostor { route, by } => Miss::AtHome {
            prefix: route.prefix,
            origin: by,
        },
        Refusal::ReservedAsn { asn } | Refusal::NoSuchNetwork { asn } => Miss::NoSuchAs { asn },
        Refusal::NothingToLeak { prefix, by } | Refusal::LeaksNot { prefix, by } => {
            Miss::NothingToLeak { prefix, asn: by }
        }
        Refusal::LeaksAlready { prefix, by } => Miss::LeaksAlready { prefix, asn: by },
    }
}
