//! Where on the graph an announcement comes from.
//!
//! A holder's routers stand in the network of the AS they announce from; one
//! that the graph does not have is attached to it when it first announces
//! something, as a customer of two transit networks. Amazon announces from its
//! own networks, and a range of a customer's AS from AS16509 with that AS behind
//! it. An impostor does the same from wherever it is.

use std::collections::BTreeSet;
use std::sync::Arc;

use byoip_vocabulary::asn::Asn;
use jiff::Timestamp;

use super::graph::{Graph, Kind, Node};
use super::solve::Injection;
use super::{Announcer, Internet, Source};
use crate::world::draw::{Branch, Draw};
use crate::world::rpki::validator::ValidatorName;

/// Amazon's network that is everywhere.
pub(super) const AMAZON: Asn = Asn::new(16509);

impl Source {
    /// The network that announces it.
    fn network(&self, graph: &Graph) -> Asn {
        let origin = self.route.origin;
        match self.by {
            Announcer::Home => origin,
            Announcer::Impostor(network) => network,
            // A Region's other numbers are networks of their own.
            Announcer::Amazon => match graph.find(origin).map(|node| graph.network(node)) {
                Some(network) if network.name.is_some() => origin,
                Some(_) | None => AMAZON,
            },
        }
    }
}

/// What a source injects where, if its network is on the graph.
pub(super) fn injection(graph: &Graph, source: &Source) -> Option<Injection> {
    let network = source.network(graph);
    let at = graph.find(network)?;
    let path = if network == source.route.origin {
        Vec::new()
    } else {
        vec![source.route.origin]
    };
    Some(Injection { at, path })
}

impl Internet {
    /// Sees to it that a source's network is on the graph.
    pub(super) fn attach(&mut self, source: &Source, now: Timestamp) {
        let asn = source.network(&self.graph);
        if self.graph.find(asn).is_some() {
            return;
        }
        let providers = self.providers(asn);
        // What is under way goes on until now among those that were there.
        for routing in self.routings.values_mut() {
            routing.advance(&self.graph, now);
        }
        // It cannot fail: the number is new, and its providers are there.
        if let Ok(node) = Arc::make_mut(&mut self.graph).attach(asn, &providers) {
            self.came.insert(node, now);
            for routing in self.routings.values_mut() {
                routing.advance(&self.graph, now);
            }
        }
    }

    /// Puts every source's and every partner's network on the graph, before
    /// anything is under way.
    pub(super) fn attach_all(&mut self) {
        let asns = self
            .sources
            .keys()
            .map(|source| source.network(&self.graph));
        let partners = self.partners.iter().map(|partner| partner.asn);
        let asns = asns.chain(partners);
        let new: BTreeSet<Asn> = asns.filter(|asn| self.graph.find(*asn).is_none()).collect();
        let stubs: Vec<(Asn, Vec<Asn>)> = new
            .into_iter()
            .map(|asn| (asn, self.providers(asn)))
            .collect();
        if !stubs.is_empty() {
            Arc::make_mut(&mut self.graph).attach_all(&stubs);
        }
        let partners = Arc::clone(&self.partners);
        for partner in partners.iter() {
            let names = &mut ValidatorName::NETWORKS.iter();
            let listens = |name: &ValidatorName| names.position(|it| *it == name.as_str());
            let validator = partner.validator.as_ref().and_then(listens);
            let validator = validator.and_then(|position| u8::try_from(position).ok());
            if let Some(node) = self.graph.find(partner.asn).filter(|_| validator.is_some()) {
                Arc::make_mut(&mut self.graph).listen(node, validator);
            }
        }
    }

    /// From whom a network that comes new to the internet buys: two that sell
    /// transit, drawn by its number.
    fn providers(&self, asn: Asn) -> Vec<Asn> {
        let is_transit = |node: &Node| matches!(self.graph.network(*node).kind, Kind::Transit);
        let mut sellers: Vec<Node> = self.graph.nodes().filter(is_transit).collect();
        if sellers.is_empty() {
            // A known internet may have none between its top and its edge.
            let sells = |node: &Node| !self.graph.customers(*node).is_empty();
            sellers = self.graph.nodes().filter(sells).collect();
        }
        let draw = Draw::new(self.seed);
        let count = u64::try_from(sellers.len()).unwrap_or(u64::MAX);
        let pick = |position: u64| {
            let number = draw.below(
                Branch::Provider,
                u64::from(asn.number()) * 2 + position,
                count,
            );
            let node = sellers.get(usize::try_from(number).ok()?)?;
            Some(self.graph.asn(*node))
        };
        (0..2).filter_map(pick).collect()
    }
}
