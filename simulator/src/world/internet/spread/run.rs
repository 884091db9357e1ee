//! What happens when a message arrives, and what is sent because of it.

use super::super::graph::table::Key;
use super::super::graph::{Graph, Link, Node, Role};
use super::super::solve::{Class, Settled};
use super::history::Change;
use super::paths::PathId;
use super::{Best, Event, Session, Spread};

impl Spread {
    /// Begins with what has settled.
    pub(super) fn choose(&mut self, graph: &Graph, settled: &Settled) {
        // A path is one longer than that of the neighbour it is from.
        let mut chosen: Vec<_> = settled
            .iter()
            .filter_map(|(node, choice)| choice.map(|choice| (choice.length, node, choice)))
            .collect();
        chosen.sort_unstable_by_key(|(length, node, _)| (*length, *node));
        for (_, node, choice) in chosen {
            let root = self.sources.get(usize::from(choice.injection));
            self.best[node] = match choice.class {
                Class::Own => root.map(|source| Best {
                    path: source.root,
                    from: None,
                }),
                Class::Customer | Class::Peer | Class::Provider => {
                    let towards = |link: &&Link| graph.ends(**link).1 == choice.via;
                    let link = graph.links(node).iter().find(towards);
                    self.best[choice.via].zip(link).map(|(best, link)| Best {
                        path: self.paths.extend(choice.via, best.path),
                        from: Some(link.reverse()),
                    })
                }
            };
        }
    }

    /// Has every neighbour told what it would be told by now.
    pub(super) fn tell_everybody(&mut self, graph: &Graph) {
        for row in 0..graph.directed_links() {
            let link = Link::nth(row);
            let told = self.message(graph, link);
            let (_, to) = graph.ends(link);
            let session = &mut self.sessions[link];
            session.told = told;
            session.held =
                told.filter(|&path| !self.paths.loops(graph, &self.injections, path, to));
        }
    }

    /// Makes room for networks attached since; the first thing neighbours do is
    /// to tell each other what they have.
    pub(super) fn grow(&mut self, graph: &Graph) {
        let before = self.sessions.height();
        if before == graph.directed_links() {
            return;
        }
        self.best.grow(graph.size(), None);
        self.history.grow(graph.size());
        for source in &mut self.sources {
            source.rejected.grow(graph.size(), false);
        }
        self.sessions.grow(graph.directed_links(), Session::NEW);
        for row in before..graph.directed_links() {
            self.tell(graph, Link::nth(row), true);
        }
    }

    pub(super) fn set_off(&mut self, delay: i64, event: Event) {
        let at = self.now.saturating_add(delay);
        self.events.insert((at, self.set_off), event);
        self.set_off += 1;
    }

    pub(super) fn happen(&mut self, graph: &Graph, event: Event) {
        match event {
            Event::Arrive { link, path } => {
                let (_, to) = graph.ends(link);
                let loops = |path: &PathId| self.paths.loops(graph, &self.injections, *path, to);
                self.sessions[link].held = path.filter(|path| !loops(path));
                self.reconsider(graph, to, link);
            }
            Event::Release { link } => {
                self.sessions[link].waiting = false;
                self.tell(graph, link, true);
            }
            Event::Judge {
                node,
                injection,
                rejects,
            } => {
                if let Some(source) = self.sources.get_mut(usize::from(injection)) {
                    source.rejected[node] = rejects;
                    self.decide(graph, node);
                }
            }
        }
    }

    /// A network begins or stops to inject the prefix.
    pub(super) fn inject(&mut self, graph: &Graph, injection: u16, announced: bool) {
        self.set_announced(injection, announced);
        let at = self.injections.get(usize::from(injection));
        if let Some(at) = at.map(|injection| injection.at) {
            self.decide(graph, at);
        }
    }

    /// A network begins or stops to tell everybody of its route.
    pub(super) fn leak(&mut self, graph: &Graph, node: Node, leaks: bool) {
        if leaks {
            self.leakers.insert(node);
        } else {
            self.leakers.remove(&node);
        }
        for &link in graph.links(node) {
            self.tell(graph, link, true);
        }
    }

    /// A network looks at what one neighbour told it, and at the rest only where
    /// it has lost by it.
    fn reconsider(&mut self, graph: &Graph, node: Node, link: Link) {
        let old = self.best[node];
        let new = self.offered(node, link);
        let better = match (old, new) {
            (Some(old), Some(new)) => self.rank(graph, new) <= self.rank(graph, old),
            (None, new) => new.is_some(),
            (Some(_), None) => false,
        };
        if better {
            self.take(graph, node, new);
        } else if old.is_some_and(|old| old.from == Some(link)) {
            self.decide(graph, node);
        }
    }

    /// A network looks at all it has.
    fn decide(&mut self, graph: &Graph, node: Node) {
        let own = self
            .sources
            .iter()
            .zip(&self.injections)
            .filter(|(source, injection)| source.announced && injection.at == node)
            .map(|(source, _)| Best {
                path: source.root,
                from: None,
            });
        let links = graph.links(node).iter();
        let told = links.filter_map(|link| self.offered(node, link.reverse()));
        // Of equal ones, which only two of its own can be, the first.
        let best = own.chain(told).min_by_key(|&best| self.rank(graph, best));
        self.take(graph, node, best);
    }

    /// What a neighbour told, where validation has nothing against it.
    fn offered(&self, node: Node, link: Link) -> Option<Best> {
        let path = self.sessions[link].held?;
        let source = self.sources.get(usize::from(self.paths.injection(path)))?;
        let from = Some(link);
        (!source.rejected[node]).then_some(Best { path, from })
    }

    /// The less the better, as in `solve`.
    fn rank(&self, graph: &Graph, best: Best) -> (Class, u16, u32) {
        let class = class(graph, best);
        let neighbour = best.from.map(|link| graph.asn(graph.ends(link).0).number());
        let length = self.paths.length(best.path);
        (class, length, neighbour.unwrap_or_default())
    }

    /// A network takes another path, and its neighbours are told.
    fn take(&mut self, graph: &Graph, node: Node, best: Option<Best>) {
        let old = std::mem::replace(&mut self.best[node], best);
        if old == best {
            return;
        }
        self.history.record(Change {
            at: self.now,
            node,
            best: best.map(|best| best.path),
        });
        let everywhere =
            |best: Option<Best>| best.is_some_and(|best| class(graph, best).goes_everywhere());
        let leaks = self.leakers.contains(&node);
        let links = if leaks || everywhere(old) || everywhere(best) {
            graph.links(node)
        } else {
            graph.links_to_customers(node)
        };
        // Whoever injected it itself has nothing to search for.
        let searched = old.is_some_and(|old| old.from.is_none());
        for &link in links {
            self.tell(graph, link, searched);
        }
    }

    /// Tells the far end what the near end has by now: at once, or when the
    /// interval after the last message is over, which RFC 4271 section 9.2.1.1
    /// asks of withdrawals too. That there is nothing left is said when a network
    /// has searched its routers for another path.
    fn tell(&mut self, graph: &Graph, link: Link, searched: bool) {
        let path = self.message(graph, link);
        if self.sessions[link].told == path {
            return;
        }
        let (from, to) = graph.ends(link);
        let (from, to) = (graph.asn(from), graph.asn(to));
        let search = match path {
            None if !searched => self.pace.search(from),
            None | Some(_) => 0,
        };
        let now = self.now;
        let session = &mut self.sessions[link];
        let not_before = session.silent_until.max(now.saturating_add(search));
        if not_before > now {
            // A release that is under way already will do, though it may cut a
            // search short.
            if !session.waiting {
                session.waiting = true;
                self.set_off(not_before.saturating_sub(now), Event::Release { link });
            }
            return;
        }
        session.told = path;
        if let Some(interval) = self.pace.interval(from, to) {
            session.silent_until = now.saturating_add(interval);
        }
        self.messages += 1;
        let delay = self.pace.delay(from, to);
        self.set_off(delay, Event::Arrive { link, path });
    }

    /// What a network has to tell a neighbour: to customers all it uses, to others
    /// what it earns by, and nobody what they told.
    fn message(&mut self, graph: &Graph, link: Link) -> Option<PathId> {
        let (from, _) = graph.ends(link);
        let best = self.best[from]?;
        let to_customer = graph.role(link) == Role::Provider;
        let leaks = self.leakers.contains(&from);
        let tells = leaks || to_customer || class(graph, best).goes_everywhere();
        (tells && best.from != Some(link.reverse())).then(|| self.paths.extend(from, best.path))
    }
}

/// From whom a choice is.
fn class(graph: &Graph, best: Best) -> Class {
    let role = best.from.map(|link| graph.role(link));
    role.map_or(Class::Own, Class::from)
}
