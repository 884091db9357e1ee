//! Payloads by their prefixes: a table of hashes, and for each block of
//! addresses the lengths that are worth a look.
//!
//! A route is asked about by looking up each of its prefix's shorter forms that
//! may be there. The look-ups do not depend on each other, so that a processor
//! does several at once; a trie's steps do. What a prefix has is kept without the
//! prefix, so that a look-up touches one line of the processor's cache. Nothing
//! here depends on the order of a table, and the hash is the same in every run.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Vrp;
use byoip_vocabulary::validity::RouteState;
use hashbrown::HashTable;

use super::{Payload, Serial, TrustAnchor};

/// A payload without its prefix, and from which change until which it is there.
#[derive(Clone, Copy, Debug)]
struct Item {
    origin: Asn,
    max_length: u8,
    anchor: TrustAnchor,
    from: Serial,
    until: Serial,
    /// The next of the same prefix, as a position in `more` and one.
    next: u32,
}

impl Item {
    const fn is_there(&self, serial: Serial) -> bool {
        self.from <= serial && serial < self.until
    }

    fn is(&self, (vrp, anchor): Payload) -> bool {
        self.origin == vrp.asn() && self.max_length == vrp.max_length() && self.anchor == anchor
    }

    /// The payload that it is of a prefix.
    fn payload<B: Bits>(&self, bits: B, length: u8) -> Option<Payload> {
        // It was taken from one, so that there is one.
        let prefix = Prefix::new(bits.address(), length).ok()?;
        let vrp = Vrp::new(prefix, Some(self.max_length), self.origin).ok()?;
        Some((vrp, self.anchor))
    }
}

/// The items of one prefix: the latest, and by it the others.
#[derive(Clone, Debug)]
struct Entry<B> {
    bits: B,
    length: u8,
    latest: Item,
}

/// The lengths, from the block's own on, of the prefixes in a block.
#[derive(Clone, Copy, Debug)]
struct Block {
    head: u32,
    lengths: u128,
}

/// An address of either family.
trait Bits: Copy + Eq {
    /// The length of the blocks: most prefixes are longer.
    const BLOCK: u8;

    /// The first bits, the others zero.
    fn truncated(self, length: u8) -> Self;

    /// The block it is in.
    fn head(self) -> u32;

    /// As an address.
    fn address(self) -> IpAddr;

    /// All of it, folded.
    fn folded(self) -> u64;
}

impl Bits for u32 {
    const BLOCK: u8 = 16;

    fn truncated(self, length: u8) -> Self {
        self & Self::MAX.checked_shl(32 - Self::from(length)).unwrap_or(0)
    }

    fn head(self) -> u32 {
        self >> 16
    }

    fn address(self) -> IpAddr {
        Ipv4Addr::from_bits(self).into()
    }

    fn folded(self) -> u64 {
        u64::from(self)
    }
}

impl Bits for u128 {
    const BLOCK: u8 = 32;

    fn truncated(self, length: u8) -> Self {
        self & Self::MAX.checked_shl(128 - u32::from(length)).unwrap_or(0)
    }

    fn head(self) -> u32 {
        let [a, b, c, d, ..] = self.to_be_bytes();
        u32::from_be_bytes([a, b, c, d])
    }

    fn address(self) -> IpAddr {
        Ipv6Addr::from_bits(self).into()
    }

    fn folded(self) -> u64 {
        let [high, low] = [self >> 64, self & Self::from(u64::MAX)].map(u64::try_from);
        high.unwrap_or(0) ^ low.unwrap_or(0).rotate_left(29)
    }
}

/// Fibonacci hashing: the golden ratio's fraction spreads what is close.
const fn spread(value: u64) -> u64 {
    let product = value.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ (product >> 32)
}

fn hash<B: Bits>(bits: B, length: u8) -> u64 {
    spread(bits.folded() ^ (u64::from(length) << 56))
}

/// One family's payloads.
#[derive(Clone, Debug, Default)]
struct Table<B> {
    entries: HashTable<Entry<B>>,
    blocks: HashTable<Block>,
    /// The lengths that are shorter than a block's.
    short: u32,
    more: Vec<Item>,
}

impl<B: Bits> Table<B> {
    fn entry(&self, bits: B, length: u8) -> Option<&Entry<B>> {
        let bits = bits.truncated(length);
        self.entries.find(hash(bits, length), |entry| {
            entry.length == length && entry.bits == bits
        })
    }

    fn add(&mut self, bits: B, length: u8, payload: Payload, from: Serial) {
        self.mark(bits, length);
        let (vrp, anchor) = payload;
        let item = Item {
            origin: vrp.asn(),
            max_length: vrp.max_length(),
            anchor,
            from,
            until: Serial::MAX,
            next: 0,
        };
        let found = self.entries.find_mut(hash(bits, length), |entry| {
            entry.length == length && entry.bits == bits
        });
        if let Some(entry) = found {
            self.more.push(entry.latest);
            let next = u32::try_from(self.more.len()).unwrap_or(0);
            entry.latest = Item { next, ..item };
        } else {
            let latest = item;
            let entry = Entry {
                bits,
                length,
                latest,
            };
            let rehash = |entry: &Entry<B>| hash(entry.bits, entry.length);
            self.entries
                .insert_unique(hash(bits, length), entry, rehash);
        }
    }

    /// Notes that there is something of this length.
    fn mark(&mut self, bits: B, length: u8) {
        let Some(beyond) = length.checked_sub(B::BLOCK) else {
            self.short |= 1 << length;
            return;
        };
        let head = bits.head();
        let block = self.blocks.entry(
            spread(u64::from(head)),
            |block| block.head == head,
            |block| spread(u64::from(block.head)),
        );
        let lengths = 0;
        block.or_insert(Block { head, lengths }).into_mut().lengths |= 1 << beyond;
    }

    fn remove(&mut self, bits: B, length: u8, payload: Payload, until: Serial) {
        let found = self.entries.find_mut(hash(bits, length), |entry| {
            entry.length == length && entry.bits == bits
        });
        let Some(entry) = found else { return };
        let is_it = |item: &Item| item.is(payload) && item.until == Serial::MAX;
        let mut item = &mut entry.latest;
        while !is_it(item) {
            let Some(next) = position(item.next).and_then(|at| self.more.get_mut(at)) else {
                return;
            };
            item = next;
        }
        item.until = until;
    }

    /// The items of a prefix, the latest first.
    fn items(&self, latest: Item) -> impl Iterator<Item = Item> {
        std::iter::successors(Some(latest), |item| {
            position(item.next).and_then(|at| self.more.get(at).copied())
        })
    }

    /// The lengths up to `longest` that something covering these bits can have,
    /// the shortest first.
    fn lengths(&self, bits: B, longest: u8) -> impl Iterator<Item = u8> + use<B> {
        let head = bits.head();
        let block = self
            .blocks
            .find(spread(u64::from(head)), |block| block.head == head);
        let mut short = self.short;
        let mut long = block.map_or(0, |block| block.lengths);
        std::iter::from_fn(move || {
            let length = if short != 0 {
                let length = short.trailing_zeros();
                short &= short - 1;
                u8::try_from(length).ok()?
            } else if long != 0 {
                let beyond = long.trailing_zeros();
                long &= long - 1;
                B::BLOCK.saturating_add(u8::try_from(beyond).ok()?)
            } else {
                return None;
            };
            (length <= longest).then_some(length)
        })
    }

    fn covering(&self, bits: B, length: u8, serial: Serial) -> impl Iterator<Item = Payload> {
        self.lengths(bits, length)
            .filter_map(move |length| self.entry(bits, length))
            .flat_map(move |entry| self.payloads(entry, serial))
    }

    /// What an entry has at a moment.
    fn payloads(&self, entry: &Entry<B>, serial: Serial) -> impl Iterator<Item = Payload> {
        let (bits, length) = (entry.bits, entry.length);
        self.items(entry.latest)
            .filter(move |item| item.is_there(serial))
            .filter_map(move |item| item.payload(bits, length))
    }

    /// What the payloads say of a route (RFC 6811; AS 0 never matches).
    fn state(&self, bits: B, length: u8, origin: Asn, serial: Serial) -> RouteState {
        let mut state = RouteState::NotFound;
        let covering = self
            .lengths(bits, length)
            .filter_map(|length| self.entry(bits, length));
        for item in covering.flat_map(|entry| self.items(entry.latest)) {
            if !item.is_there(serial) {
                continue;
            }
            if item.origin == origin && item.max_length >= length && origin != Asn::ZERO {
                return RouteState::Valid;
            }
            state = RouteState::Invalid;
        }
        state
    }

    fn all(&self, serial: Serial) -> impl Iterator<Item = Payload> {
        self.entries
            .iter()
            .flat_map(move |entry| self.payloads(entry, serial))
    }
}

fn position(next: u32) -> Option<usize> {
    usize::try_from(next.checked_sub(1)?).ok()
}

/// Both families' payloads.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    v4: Table<u32>,
    v6: Table<u128>,
}

impl Index {
    /// A payload comes with a change.
    pub(super) fn add(&mut self, payload: Payload, from: Serial) {
        let (address, length) = parts(payload.0);
        match address {
            IpAddr::V4(address) => self.v4.add(address.to_bits(), length, payload, from),
            IpAddr::V6(address) => self.v6.add(address.to_bits(), length, payload, from),
        }
    }

    /// It goes with a change; one that is not there is not missed.
    pub(super) fn remove(&mut self, payload: Payload, until: Serial) {
        let (address, length) = parts(payload.0);
        match address {
            IpAddr::V4(address) => self.v4.remove(address.to_bits(), length, payload, until),
            IpAddr::V6(address) => self.v6.remove(address.to_bits(), length, payload, until),
        }
    }

    /// Those that cover a prefix, the shortest first.
    pub(super) fn covering(
        &self,
        prefix: Prefix,
        serial: Serial,
    ) -> impl Iterator<Item = Payload> + use<'_> {
        let length = prefix.length();
        let (v4, v6) = match prefix.first() {
            IpAddr::V4(first) => (Some(first.to_bits()), None),
            IpAddr::V6(first) => (None, Some(first.to_bits())),
        };
        let v4 = v4.map(|bits| self.v4.covering(bits, length, serial));
        let v6 = v6.map(|bits| self.v6.covering(bits, length, serial));
        v4.into_iter().flatten().chain(v6.into_iter().flatten())
    }

    /// A route's state.
    pub(super) fn state(&self, prefix: Prefix, origin: Asn, serial: Serial) -> RouteState {
        let length = prefix.length();
        match prefix.first() {
            IpAddr::V4(first) => self.v4.state(first.to_bits(), length, origin, serial),
            IpAddr::V6(first) => self.v6.state(first.to_bits(), length, origin, serial),
        }
    }

    /// All of them, in no order.
    pub(super) fn all(&self, serial: Serial) -> impl Iterator<Item = Payload> {
        self.v4.all(serial).chain(self.v6.all(serial))
    }
}

fn parts(vrp: Vrp) -> (IpAddr, u8) {
    (vrp.prefix().first(), vrp.prefix().length())
}
