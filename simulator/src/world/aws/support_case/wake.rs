//! What a case's timer brings: support's answer, and what is granted with it.

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::region::Region;

use super::{Ask, CaseId, Fact, Lifecycle, Reply};
use crate::world::aws::owned::Home;
use crate::world::aws::{entitlement, range};
use crate::world::{Fact as WorldFact, World};

/// Answers a case.
pub(in crate::world) fn wake(world: &World, id: &CaseId) -> Vec<WorldFact> {
    let open = world.cases.by_id.get(id);
    let Some(case) = open.filter(|case| case.lifecycle == Lifecycle::Opened) else {
        return Vec::new();
    };
    let ask = case.ask.clone();
    let (reply, granted) = match grant(world, case.account, &ask) {
        None => (Reply::Thanks, None),
        Some(_) if !world.policy.support_grants => (Reply::Declined(ask), None),
        Some(Grant::Present(there)) => (Reply::Present(there), None),
        Some(Grant::New(fact)) => (Reply::Granted(ask), Some(fact)),
    };
    let case = id.clone();
    let answered = WorldFact::SupportCase(Fact::Answered { case, reply });
    let granted = granted.map(WorldFact::Entitlement);
    std::iter::once(answered).chain(granted).collect()
}

/// What there is to grant.
enum Grant {
    /// Nothing more than there is: this.
    Present(Ask),
    New(entitlement::Fact),
}

fn grant(world: &World, account: AccountId, ask: &Ask) -> Option<Grant> {
    let at = |region: &Region| Home {
        account,
        region: region.clone(),
    };
    match ask {
        Ask::Else => None,
        Ask::Port25 { region } => {
            let home = at(region);
            Some(if world.entitlements.is_port_25_open(&home) {
                Grant::Present(ask.clone())
            } else {
                Grant::New(entitlement::Fact::Port25Opened { home })
            })
        }
        Ask::RangeQuota { region, quota } => {
            let (home, quota) = (at(region), *quota);
            let present = range::quota(world, &home);
            Some(if quota <= present {
                let (region, quota) = (region.clone(), present);
                Grant::Present(Ask::RangeQuota { region, quota })
            } else {
                Grant::New(entitlement::Fact::RangeQuotaRaised { home, quota })
            })
        }
    }
}
