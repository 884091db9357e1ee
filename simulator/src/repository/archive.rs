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

use super::calendar::{later, whole_second};
use crate::world::registry::Member;
use crate::world::rpki::aspa::{self, Aspa};
use crate::world::rpki::fault::point::LAG;
use crate::world::rpki::fault::{self, Fault};
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
    /// Whose AS number each customer's is, and how many of its ASPAs there were.
    customers: BTreeMap<Asn, (Member, u64)>,
}

/// What a holder has ever had published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Authority {
    /// What its resource certificate says.
    pub(super) holdings: Arc<Holdings>,
    /// By the name of the file.
    pub(super) publications: BTreeMap<String, Publication>,
}

/// What a registry gave to a holder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Holdings {
    pub(super) prefixes: Vec<Prefix>,
    /// The first and the last of each range.
    pub(super) asns: Vec<(Asn, Asn)>,
}

/// A signed object from its publication to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Publication {
    /// What it says.
    pub(super) content: Content,
    /// Since when it is published; not yet without.
    pub(super) since: Option<Timestamp>,
    /// When it is taken away because its holder does not want it.
    pub(super) removed: Option<Timestamp>,
    /// When it ends by itself.
    pub(super) until: Option<Timestamp>,
    /// When something was wrong with it, in order.
    pub(super) spells: Vec<Spell>,
}

/// What an object says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Roa(Roa),
    Aspa(Aspa),
}

/// A time in which something was wrong with an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spell {
    pub(super) fault: Fault,
    pub(super) from: Timestamp,
    /// When it was mended.
    pub(super) to: Option<Timestamp>,
}

impl Publication {
    const fn new(content: Content) -> Self {
        Self {
            content,
            since: None,
            removed: None,
            until: None,
            spells: Vec::new(),
        }
    }

    /// When it is no longer published.
    pub(super) fn gone(&self) -> Option<Timestamp> {
        self.removed.into_iter().chain(self.until).min()
    }

    /// The moments at which its authority has something to issue, its
    /// publication first.
    pub(super) fn moments(&self) -> impl Iterator<Item = Timestamp> {
        let gone = self.gone();
        let before_end = move |at: &Timestamp| gone.is_none_or(|gone| *at < gone);
        let since = self.since.filter(before_end);
        let spells = self.spells.iter();
        let changes = spells.flat_map(|spell| [Some(spell.from), spell.to]);
        let changes = changes.flatten().filter(before_end);
        since.into_iter().chain(changes).chain(self.since.and(gone))
    }

    /// What is wrong with it at a moment.
    pub(super) fn spell(&self, at: Timestamp) -> Option<Spell> {
        let mut spells = self.spells.iter();
        let is_on = |spell: &&Spell| spell.from <= at && spell.to.is_none_or(|to| at < to);
        spells.find(is_on).copied()
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
            customers: BTreeMap::new(),
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
            match &entry.fact {
                world::Fact::Roa(fact) => self.note(world, entry.at, fact),
                world::Fact::Aspa(fact) => self.note_aspa(world, entry.at, fact),
                world::Fact::Fault(fact) => self.note_fault(entry.at, fact),
                _ => continue,
            }
            changed = true;
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
                    until: until.map(whole_second),
                    ..Publication::new(Content::Roa(*roa))
                };
                self.keep_roa(world, id, member.clone(), publication);
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
            since: Some(self.start),
            ..Publication::new(Content::Roa(roa))
        };
        self.keep_roa(world, id, member, publication);
    }

    fn keep_roa(&mut self, world: &World, id: &RoaId, member: Member, publication: Publication) {
        self.owners.insert(id.clone(), member.clone());
        self.keep(world, roa_name(id), member, publication);
    }

    fn keep(&mut self, world: &World, name: String, member: Member, publication: Publication) {
        let authority = self.authorities.entry(member);
        let authority = authority.or_insert_with_key(|member| Authority {
            holdings: Arc::new(holdings(world, member)),
            publications: BTreeMap::new(),
        });
        authority.publications.insert(name, publication);
    }

    fn publication(&mut self, id: &RoaId) -> Option<&mut Publication> {
        let authority = self.authorities.get_mut(self.owners.get(id)?)?;
        authority.publications.get_mut(&roa_name(id))
    }

    /// Each version of a customer's ASPA is a file of its own: that of before is
    /// revoked and gone when the next one comes.
    fn note_aspa(&mut self, world: &World, at: Timestamp, fact: &aspa::Fact) {
        match fact {
            aspa::Fact::Made { member, aspa, .. } => {
                let first = || (member.clone(), 0);
                self.customers.entry(aspa.customer).or_insert_with(first);
            }
            aspa::Fact::Published { aspa, .. } => {
                self.end_aspa(aspa.customer, at);
                let Some((member, versions)) = self.customers.get_mut(&aspa.customer) else {
                    return;
                };
                *versions += 1;
                let (member, name) = (member.clone(), aspa_name(aspa.customer, *versions));
                let publication = Publication {
                    since: Some(whole_second(at)),
                    ..Publication::new(Content::Aspa(aspa.clone()))
                };
                self.keep(world, name, member, publication);
            }
            // What is on its way out is still there.
            aspa::Fact::Deleted { .. } => {}
            aspa::Fact::Removed { aspa, .. } => self.end_aspa(aspa.customer, at),
        }
    }

    fn end_aspa(&mut self, customer: Asn, at: Timestamp) {
        let Some((member, versions)) = self.customers.get(&customer) else {
            return;
        };
        let authority = self.authorities.get_mut(member);
        let publications = authority.map(|authority| &mut authority.publications);
        let name = aspa_name(customer, *versions);
        if let Some(publication) = publications.and_then(|all| all.get_mut(&name)) {
            publication.removed.get_or_insert(whole_second(at));
        }
    }

    fn note_fault(&mut self, at: Timestamp, fact: &fault::Fact) {
        let at = later(whole_second(at), LAG);
        match fact {
            fault::Fact::Spoiled { id, fault, .. } => {
                if let Some(publication) = self.publication(id) {
                    publication.spells.push(Spell {
                        fault: *fault,
                        from: at,
                        to: None,
                    });
                }
            }
            fault::Fact::Mended { id, .. } => {
                let publication = self.publication(id);
                if let Some(spell) = publication.and_then(|it| it.spells.last_mut()) {
                    spell.to = Some(at);
                }
            }
            // Nothing is issued: it is the validators' time that is up.
            fault::Fact::RanOut { .. } => {}
        }
    }
}

fn roa_name(id: &RoaId) -> String {
    format!("{id}.roa")
}

fn aspa_name(customer: Asn, version: u64) -> String {
    format!("{customer}-{version}.asa")
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
