//! What the registries have ever published, as the world's log tells it: the one
//! file here that reads the world.
//!
//! Past publications are kept, so that what was published at any moment can be
//! told at any later one: it does not matter when somebody looks.

use std::collections::BTreeMap;
use std::sync::Arc;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::roa::Roa;
use jiff::Timestamp;

use super::calendar::whole_second;
use crate::world::registry::Member;
use crate::world::rpki::{Fact, RoaId};
use crate::world::{self, World};

/// Everything that was ever published, by registry and holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Archive {
    /// When the world began.
    pub(super) start: Timestamp,
    /// How much of the log is in here.
    read: usize,
    authorities: BTreeMap<Member, Authority>,
    /// Whose each ROA is that may still be published or removed.
    owners: BTreeMap<RoaId, Member>,
}

/// What a holder has ever had published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Authority {
    /// What its resource certificate says.
    pub(super) holdings: Arc<Holdings>,
    /// By the handle of the ROA.
    pub(super) publications: BTreeMap<String, Publication>,
}

/// What a registry gave to a holder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Holdings {
    pub(super) prefixes: Vec<Prefix>,
    /// The first and the last of each range.
    pub(super) asns: Vec<(Asn, Asn)>,
}

/// A ROA from its publication to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Publication {
    /// What it says.
    pub(super) roa: Roa,
    /// Since when it is published; not yet without.
    pub(super) since: Option<Timestamp>,
    /// When it is taken away because its holder does not want it.
    pub(super) removed: Option<Timestamp>,
    /// When it ends by itself.
    pub(super) until: Option<Timestamp>,
}

impl Publication {
    /// When it is no longer published.
    pub(super) fn gone(&self) -> Option<Timestamp> {
        self.removed.into_iter().chain(self.until).min()
    }

    /// The moments at which its authority has something to issue.
    pub(super) fn moments(&self) -> impl Iterator<Item = Timestamp> {
        let gone = self.gone();
        let since = self
            .since
            .filter(|since| gone.is_none_or(|gone| *since < gone));
        since.into_iter().chain(since.and(gone))
    }
}

impl Archive {
    /// What a world has published so far.
    pub(super) fn of(world: &World, start: Timestamp) -> Self {
        let mut archive = Self {
            start,
            read: 0,
            authorities: BTreeMap::new(),
            owners: BTreeMap::new(),
        };
        let mut made: Vec<&RoaId> = Vec::new();
        for entry in world.log().after(0) {
            if let world::Fact::Roa(Fact::Created { id, .. }) = &entry.fact {
                made.push(id);
            }
        }
        made.sort_unstable();
        for (id, entry) in world.rpki().entries() {
            if made.binary_search(&id).is_err() {
                archive.begin_with(world, id, entry.member.clone(), entry.roa);
            }
        }
        archive.follow(world);
        archive
    }

    /// Takes in what has happened since it last looked; whether anything here
    /// changed by it.
    pub(super) fn follow(&mut self, world: &World) -> bool {
        let news = world.log().after(self.read);
        self.read = world.log().len();
        let mut changed = false;
        for entry in news {
            if let world::Fact::Roa(fact) = &entry.fact {
                self.note(world, entry.at, fact);
                changed = true;
            }
        }
        changed
    }

    /// The holders at a registry that ever had something published.
    pub(super) fn at(&self, registry: Registry) -> impl Iterator<Item = (&str, &Authority)> {
        let first = Member {
            registry,
            organization: String::new(),
        };
        let here = self.authorities.range(first..);
        here.take_while(move |(member, _)| member.registry == registry)
            .map(|(member, authority)| (member.organization.as_str(), authority))
    }

    fn note(&mut self, world: &World, at: Timestamp, fact: &Fact) {
        match fact {
            Fact::Created {
                id,
                member,
                roa,
                until,
                ..
            } => {
                let publication = Publication {
                    roa: *roa,
                    since: None,
                    removed: None,
                    until: until.map(whole_second),
                };
                self.keep(world, id, member.clone(), publication);
            }
            Fact::Published { id, .. } => {
                if let Some(publication) = self.publication(id) {
                    publication.since = Some(whole_second(at));
                }
            }
            // What is on its way out is still there.
            Fact::Deleted { .. } => {}
            Fact::Removed { id, registry, roa } => {
                if !self.owners.contains_key(id)
                    && let Some(network) = world.registries().certified(roa.prefix())
                {
                    // It was there as the world began, and is gone already.
                    let organization = network.organization.clone();
                    let registry = *registry;
                    let member = Member {
                        registry,
                        organization,
                    };
                    self.begin_with(world, id, member, *roa);
                }
                if let Some(publication) = self.publication(id) {
                    publication.removed = Some(whole_second(at));
                }
                self.owners.remove(id);
            }
            Fact::Expired { id, .. } => {
                self.owners.remove(id);
            }
        }
    }

    /// Keeps a ROA that was published as the world began.
    fn begin_with(&mut self, world: &World, id: &RoaId, member: Member, roa: Roa) {
        let publication = Publication {
            roa,
            since: Some(self.start),
            removed: None,
            until: None,
        };
        self.keep(world, id, member, publication);
    }

    fn keep(&mut self, world: &World, id: &RoaId, member: Member, publication: Publication) {
        self.owners.insert(id.clone(), member.clone());
        let authority = self.authorities.entry(member);
        let authority = authority.or_insert_with_key(|member| Authority {
            holdings: Arc::new(holdings(world, member)),
            publications: BTreeMap::new(),
        });
        authority.publications.insert(id.to_string(), publication);
    }

    fn publication(&mut self, id: &RoaId) -> Option<&mut Publication> {
        let authority = self.authorities.get_mut(self.owners.get(id)?)?;
        authority.publications.get_mut(&id.to_string())
    }
}

/// What a registry itself gave to a holder: nothing that another passed on.
fn holdings(world: &World, member: &Member) -> Holdings {
    let registries = world.registries();
    let Some(holder) = registries.organization(member.registry, &member.organization) else {
        return Holdings::default();
    };
    let networks = registries.networks_held(holder);
    let autnums = registries.autnums_held(holder);
    Holdings {
        prefixes: networks
            .filter(|network| network.is_direct())
            .map(|network| network.prefix)
            .collect(),
        asns: autnums.map(|autnum| (autnum.first, autnum.last)).collect(),
    }
}
