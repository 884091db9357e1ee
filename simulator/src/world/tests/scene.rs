//! A world to play in: the default one with fixed durations, a key and a
//! certificate of the test fixtures, and the calls as one-liners.

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::authorization::AuthorizationMessage;
use byoip_vocabulary::certificate::Certificate;
use byoip_vocabulary::certificate::subject::Subject;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::Region;
use byoip_vocabulary::registry::{Field, Registry};
use byoip_vocabulary::roa::Roa;
use byoip_vocabulary::signature;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use openssl::pkey::{PKey, Private};

use crate::shell::world_file::WorldFile;
use crate::world::aws::account::{Caller, Principal};
use crate::world::aws::address::{self, AllocationId, Wish};
use crate::world::aws::byoasn::{self, Association};
use crate::world::aws::range::{self, AuthorizationContext, Origin, RangeKey};
use crate::world::registry::{RecordKey, RecordKind, Texts};
use crate::world::{Command, Fact, Genesis, Refusal, World, registry, rpki};

const KEY: &str = include_str!("../../../../tests/golden/openssl/test-fixture-key.pem");

/// The fixture key of every scene.
pub(in crate::world) fn key() -> PKey<Private> {
    PKey::private_key_from_pem(KEY.as_bytes()).unwrap()
}

/// A prefix of a literal.
pub(in crate::world) fn prefix(text: &str) -> Prefix {
    text.parse().unwrap()
}

#[derive(Clone)]
pub(in crate::world) struct Scene {
    pub(in crate::world) world: World,
    /// Who calls, and where.
    pub(in crate::world) account: AccountId,
    pub(in crate::world) region: Region,
}

impl Scene {
    /// The beginning: reviews take two hours, deprovisioning one.
    pub(in crate::world) fn genesis() -> Genesis {
        let mut genesis = WorldFile::default_world().genesis;
        genesis.policy.set("review_duration", "2h").unwrap();
        genesis.policy.set("deprovision_duration", "1h").unwrap();
        genesis.policy.set("ended_range_listing", "40d").unwrap();
        genesis
    }

    /// A world in which nothing is prepared.
    pub(in crate::world) fn bare() -> Self {
        Self::begin(Self::genesis())
    }

    pub(in crate::world) fn begin(genesis: Genesis) -> Self {
        let world = genesis.begin();
        Self {
            world,
            account: "123456789012".parse().unwrap(),
            region: "us-east-1".parse().unwrap(),
        }
    }

    /// A world with the certificate in ARIN's comments and ROAs for all three
    /// origins, public since yesterday.
    pub(in crate::world) fn ready() -> Self {
        let mut scene = Self::bare();
        scene.prepare();
        scene
    }

    /// The same with the spread of review durations that a seed gives.
    pub(in crate::world) fn seeded(seed: u64) -> Self {
        let mut genesis = WorldFile::default_world().genesis;
        genesis.seed = seed;
        let mut scene = Self::begin(genesis);
        scene.prepare();
        scene
    }

    pub(in crate::world) fn prepare(&mut self) {
        self.prepare_with(&[64500, 16509, 14618]);
    }

    /// The same with ROAs for these origins.
    pub(in crate::world) fn prepare_with(&mut self, origins: &[u32]) {
        let certificate = self.certificate();
        self.publish(Field::Comments, &[&certificate]);
        for origin in origins {
            let roa = Roa::new(prefix("198.18.0.0/23"), Some(24), Asn::new(*origin)).unwrap();
            // One that is there from before stays.
            let _ = self.perform(&Command::Roa(rpki::Command::create(roa)));
        }
        self.pass(SignedDuration::from_hours(24));
    }

    /// A certificate of the fixture key, from now on for a year, on one line.
    pub(in crate::world) fn certificate(&self) -> String {
        let subject = Subject::named("example.com");
        Certificate::self_signed(&key(), &subject, [7; 20], self.world.now(), 365)
            .unwrap()
            .one_line()
    }

    pub(in crate::world) fn publish(&mut self, field: Field, lines: &[&str]) {
        self.edit(
            Registry::Arin,
            RecordKind::Network,
            "NET-198-18-0-0-1",
            field,
            lines,
        );
    }

    pub(in crate::world) fn edit(
        &mut self,
        registry: Registry,
        record: RecordKind,
        handle: &str,
        field: Field,
        lines: &[&str],
    ) {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        let edit = registry::Command::Edit {
            by: None,
            record: RecordKey {
                registry,
                record,
                handle: handle.to_owned(),
            },
            texts: Texts::from([(field, lines)]),
        };
        self.perform(&Command::Registry(edit)).unwrap();
    }

    pub(in crate::world) fn roa(&mut self, of: &str, max_length: u8, origin: u32) {
        let roa = Roa::new(prefix(of), Some(max_length), Asn::new(origin)).unwrap();
        self.perform(&Command::Roa(rpki::Command::create(roa)))
            .unwrap();
    }

    pub(in crate::world) fn account(&self) -> AccountId {
        self.account
    }

    pub(in crate::world) fn region(&self) -> Region {
        self.region.clone()
    }

    pub(in crate::world) fn caller(&self) -> Caller {
        Caller {
            principal: Principal {
                account: self.account(),
                user_id: "AIDAEXAMPLE".to_owned(),
                arn: "arn:aws:iam::123456789012:user/network-engineer".to_owned(),
            },
            region: self.region(),
        }
    }

    /// The message and its signature for a range, good for a year.
    pub(in crate::world) fn context(&self, cidr: &str) -> AuthorizationContext {
        let message = AuthorizationMessage {
            partition: self.region.partition(),
            account: self.account(),
            prefix: prefix(cidr),
            expires: date(2026, 12, 31),
        }
        .to_string();
        let signature = signature::sign(&key(), &message, [1; 32])
            .unwrap()
            .to_string();
        AuthorizationContext { message, signature }
    }

    pub(in crate::world) fn provision(&mut self, cidr: &str) -> Result<Vec<Fact>, Refusal> {
        let context = self.context(cidr);
        self.provision_with(cidr, context)
    }

    pub(in crate::world) fn provision_with(
        &mut self,
        cidr: &str,
        context: AuthorizationContext,
    ) -> Result<Vec<Fact>, Refusal> {
        self.range(range::Command::Provision {
            cidr: prefix(cidr),
            context: Some(context),
            description: None,
            advertisable: true,
            border_group: None,
            tags: Default::default(),
        })
    }

    pub(in crate::world) fn advertise(&mut self, cidr: &str) -> Result<Vec<Fact>, Refusal> {
        let cidr = prefix(cidr);
        self.range(range::Command::Advertise {
            cidr,
            asn: None,
            border_group: None,
        })
    }

    pub(in crate::world) fn advertise_from(
        &mut self,
        cidr: &str,
        origin: Origin,
    ) -> Result<Vec<Fact>, Refusal> {
        let cidr = prefix(cidr);
        self.range(range::Command::Advertise {
            cidr,
            asn: Some(origin),
            border_group: None,
        })
    }

    /// Brings an AS number for the caller's account.
    pub(in crate::world) fn bring(&mut self, asn: u32) {
        let (account, asn) = (self.account(), Asn::new(asn));
        let bring = byoasn::Command::Bring { account, asn };
        self.perform(&Command::Byoasn(bring)).unwrap();
    }

    pub(in crate::world) fn association(&self, cidr: &str, asn: u32) -> Association {
        Association {
            range: RangeKey {
                account: self.account(),
                region: self.region(),
                cidr: prefix(cidr),
            },
            asn: Asn::new(asn),
        }
    }

    pub(in crate::world) fn associate(
        &mut self,
        cidr: &str,
        asn: u32,
    ) -> Result<Vec<Fact>, Refusal> {
        let association = self.association(cidr, asn);
        self.perform(&Command::Byoasn(byoasn::Command::Associate(association)))
    }

    pub(in crate::world) fn disassociate(
        &mut self,
        cidr: &str,
        asn: u32,
    ) -> Result<Vec<Fact>, Refusal> {
        let association = self.association(cidr, asn);
        self.perform(&Command::Byoasn(byoasn::Command::Disassociate(association)))
    }

    pub(in crate::world) fn withdraw(&mut self, cidr: &str) -> Result<Vec<Fact>, Refusal> {
        let cidr = prefix(cidr);
        self.range(range::Command::Withdraw { cidr })
    }

    pub(in crate::world) fn deprovision(&mut self, cidr: &str) -> Result<Vec<Fact>, Refusal> {
        let cidr = prefix(cidr);
        self.range(range::Command::Deprovision { cidr })
    }

    pub(in crate::world) fn range(
        &mut self,
        command: range::Command,
    ) -> Result<Vec<Fact>, Refusal> {
        self.perform(&Command::Range(self.caller(), command))
    }

    pub(in crate::world) fn address(
        &mut self,
        command: address::Command,
    ) -> Result<Vec<Fact>, Refusal> {
        self.perform(&Command::Address(self.caller(), command))
    }

    pub(in crate::world) fn allocate(&mut self, wish: Wish) -> Result<AllocationId, Refusal> {
        let facts = self.address(address::Command::Allocate {
            wish,
            border_group: None,
            tags: Default::default(),
        })?;
        match facts.first() {
            Some(Fact::Address(address::Fact::Allocated { allocation, .. })) => {
                Ok(allocation.clone())
            }
            other => panic!("{other:?}"),
        }
    }

    pub(in crate::world) fn allocate_from(&mut self, cidr: &str) -> Result<AllocationId, Refusal> {
        let pool = self.range_of(cidr).pool().unwrap().clone();
        self.allocate(Wish::FromPool(pool))
    }

    pub(in crate::world) fn release(
        &mut self,
        allocation: &AllocationId,
    ) -> Result<Vec<Fact>, Refusal> {
        self.address(address::Command::Release {
            allocation: allocation.clone(),
            border_group: None,
        })
    }

    pub(in crate::world) fn perform(&mut self, command: &Command) -> Result<Vec<Fact>, Refusal> {
        self.world.perform(self.world.now(), command)
    }

    pub(in crate::world) fn range_of(&self, cidr: &str) -> &range::Range {
        let key = RangeKey {
            account: self.account(),
            region: self.region(),
            cidr: prefix(cidr),
        };
        self.world.ranges().range(&key).unwrap()
    }

    /// Lets time pass.
    pub(in crate::world) fn pass(&mut self, duration: SignedDuration) {
        let now: Timestamp = self.world.now() + duration;
        self.world.wake(now);
    }

    /// The origins to which any network's packets for a prefix go, in order.
    pub(in crate::world) fn origins(&self, of: &str) -> Vec<u32> {
        let (shares, _) = self.world.routing(prefix(of)).shares();
        let mut origins: Vec<u32> = shares.keys().map(|it| it.route.origin.number()).collect();
        origins.sort_unstable();
        origins.dedup();
        origins
    }

    /// Lets everything that is due by itself happen, but for what is only
    /// forgotten: that comes after a month in a scene.
    pub(in crate::world) fn settle(&mut self) {
        let month = SignedDuration::from_hours(24 * 31);
        while let Some(due) = self.world.next_due()
            && due < self.world.now() + month
        {
            self.world.wake(due);
        }
    }

    /// The log in a reader's words.
    pub(in crate::world) fn told(&self) -> Vec<String> {
        let log = self.world.log().after(0);
        log.iter().map(|entry| entry.fact.to_string()).collect()
    }
}
