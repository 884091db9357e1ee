//! What the misfortunes of ROAs share: finding one by what it says, and why there
//! is nothing to do.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;

use super::super::Miss;
use crate::world::World;
use crate::world::refusal::HolderRefusal;
use crate::world::rpki::{Refusal, RoaId};

/// The first ROA that its holder wants, of a prefix and an AS.
pub(super) fn find(world: &World, prefix: Prefix, origin: Asn) -> Result<&RoaId, Miss> {
    let mut entries = world.rpki.entries();
    let found = entries.find(|(_, entry)| {
        let is_said = entry.roa.prefix() == prefix && entry.roa.asn() == origin;
        is_said && entry.is_wanted()
    });
    let (id, _) = found.ok_or(Miss::NoRoa { prefix, origin })?;
    Ok(id)
}

/// Why a registry does not make or delete a ROA.
pub(super) fn missed(refusal: HolderRefusal, prefix: Prefix, origin: Asn) -> Miss {
    match refusal {
        HolderRefusal::Down(down) => Miss::from(down),
        HolderRefusal::Roa(Refusal::NoSuchRoa { .. }) => Miss::NoRoa { prefix, origin },
        HolderRefusal::Roa(Refusal::RoaExists { .. } | Refusal::RoaOverlaps { .. }) => {
            Miss::RoaThere { prefix, origin }
        }
        // Nobody in particular asks, so nothing is another's.
        HolderRefusal::Roa(
            Refusal::NotHeld { .. } | Refusal::NotYours { .. } | Refusal::PassedOn { .. },
        )
        | HolderRefusal::Record(_) => Miss::NotHeld { prefix },
    }
}
