//! How many of everything: what a validation run counts.
//!
//! Objects are counted in the world as it is now, payloads in what the validator
//! has. What is invalid was made so on purpose.

use std::collections::BTreeSet;

use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::roa::Vrp;

use crate::wire::relying_party::RelyingParty;
use crate::world::registry::Member;
use crate::world::rpki::fault::Fault;
use crate::world::rpki::fault::point::Broken;
use crate::world::rpki::payloads::{Payload, TrustAnchor};

/// Payloads of one kind from one place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// All of them.
    pub(super) valid: usize,
    /// Those that another one says already.
    pub(super) duplicate: usize,
}

impl Count {
    pub(super) const fn contributed(self) -> usize {
        self.valid - self.duplicate
    }

    fn plus(self, other: Self) -> Self {
        Self {
            valid: self.valid + other.valid,
            duplicate: self.duplicate + other.duplicate,
        }
    }
}

/// Route origins from one place, by family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Origins {
    pub(super) v4: Count,
    pub(super) v6: Count,
}

impl Origins {
    /// Of both families.
    pub(super) fn all(self) -> Count {
        self.v4.plus(self.v6)
    }

    fn plus(self, other: Self) -> Self {
        Self {
            v4: self.v4.plus(other.v4),
            v6: self.v6.plus(other.v6),
        }
    }

    fn note(&mut self, vrp: &Vrp, is_duplicate: bool) {
        let count = if vrp.prefix().is_ipv4() {
            &mut self.v4
        } else {
            &mut self.v6
        };
        count.valid += 1;
        count.duplicate += usize::from(is_duplicate);
    }
}

/// What came by one trust anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tal {
    pub(super) registry: Registry,
    pub(super) origins: Origins,
    /// ASPAs: each customer has one.
    pub(super) aspas: usize,
    /// Authorities with something published, the anchor among them: each has a
    /// certificate, and a publication point with a manifest and a CRL.
    pub(super) authorities: usize,
    /// How many of their publication points are of no use: a fetch failed, and
    /// the one before has run out.
    pub(super) rejected: usize,
    /// ROAs that are published and no good.
    pub(super) invalid_roas: usize,
}

impl Tal {
    /// Publication points that are of use.
    pub(super) const fn points(&self) -> usize {
        self.authorities.saturating_sub(self.rejected)
    }
}

/// Everything that was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) tals: Vec<Tal>,
    /// What was told by hand.
    pub(super) local: Origins,
}

impl Figures {
    /// Counts what a relying party has.
    pub(super) fn of(party: &RelyingParty<'_>) -> Self {
        let mut payloads: Vec<Payload> = party.each().collect();
        payloads.sort_unstable();
        let mut figures = Self {
            tals: Registry::ALL
                .into_iter()
                .map(|registry| found(registry, party))
                .collect(),
            local: Origins::default(),
        };
        let mut last: Option<Vrp> = None;
        for (vrp, anchor) in payloads {
            figures.origins(anchor).note(&vrp, last == Some(vrp));
            last = Some(vrp);
        }
        figures
    }

    fn origins(&mut self, anchor: TrustAnchor) -> &mut Origins {
        let mut tals = self.tals.iter_mut();
        let found = tals.find(|tal| anchor == tal.registry.into());
        found.map_or(&mut self.local, |tal| &mut tal.origins)
    }

    /// What came by all trust anchors.
    pub(super) fn fetched(&self) -> Origins {
        let all = self.tals.iter().map(|tal| tal.origins);
        all.fold(Origins::default(), Origins::plus)
    }

    /// How many payloads routers get, of each family.
    pub(super) fn contributed(&self) -> [usize; 2] {
        let all = self.fetched().plus(self.local);
        [all.v4.contributed(), all.v6.contributed()]
    }
}

/// What is found at a registry, but for the route origins.
fn found(registry: Registry, party: &RelyingParty<'_>) -> Tal {
    let rpki = party.world.rpki();
    let roas = rpki.entries().map(|(_, entry)| entry);
    let roas = roas.filter(|it| it.is_published() && it.member.registry == registry);
    let aspas = rpki.aspas().iter();
    let aspas = aspas.filter(|it| it.published.is_some() && it.registry() == registry);
    let mut tal = Tal {
        registry,
        origins: Origins::default(),
        aspas: party
            .aspas()
            .iter()
            .filter(|(_, anchor)| *anchor == registry.into())
            .count(),
        authorities: 1,
        rejected: 0,
        invalid_roas: 0,
    };
    let mut holders: BTreeSet<&Member> = aspas.map(|it| &it.member).collect();
    for entry in roas {
        holders.insert(&entry.member);
        tal.invalid_roas += usize::from(entry.fault.is_some_and(Fault::costs_itself));
    }
    let has_run_out = |member: &Member| rpki.broken(member).is_some_and(Broken::has_run_out);
    tal.authorities += holders.len();
    tal.rejected = holders.iter().filter(|member| has_run_out(member)).count();
    tal
}
