//! The policy table: what the world does where AWS, the registries and the
//! networks have not said what they do.
//!
//! Each row is one setting with its default, the grade of the evidence and the
//! place it comes from. A file can override any of them by its key.

use std::collections::BTreeMap;

use byoip_vocabulary::error_code::ErrorCode;
use jiff::SignedDuration;

use super::draw::Spread;

mod error;
mod row;
mod setting;

pub use error::PolicyError;
pub use row::{Grade, Row};
use setting::Setting;
pub use setting::{
    AllocationTypes, IrrObject, Pace, PrefixLength, Rate, Rates, Regions, Repetition,
};

#[cfg(test)]
mod tests;

/// Makes the struct, its defaults, the reader of overrides and the printed rows
/// from one table, so that the ledger cannot differ from the behaviour.
macro_rules! policy {
    ($($key:ident: $kind:ty = $default:expr; $grade:ident, $source:literal; $governs:literal)*) => {
        /// Every setting in force.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Policy {
            $(#[doc = $governs] pub $key: $kind,)*
            /// The codes that a file sets for single refusals, by `noun.Refusal`.
            pub codes: BTreeMap<String, ErrorCode>,
            /// The statuses that a file sets for single refusals of the owners'
            /// interfaces, by `interface.Refusal`.
            pub statuses: BTreeMap<String, u16>,
        }

        impl Default for Policy {
            fn default() -> Self {
                Self { $($key: $default,)* codes: BTreeMap::new(), statuses: BTreeMap::new() }
            }
        }

        impl Policy {
            /// The keys, in the table's order.
            pub const KEYS: &[&str] = &[$(stringify!($key),)*];

            /// Sets one row from its text.
            pub fn set(&mut self, key: &str, text: &str) -> Result<(), PolicyError> {
                match key {
                    $(stringify!($key) => {
                        self.$key = <$kind as Setting>::read(text).map_err(|wanted| {
                            PolicyError::Value { key: key.to_owned(), text: text.to_owned(), wanted }
                        })?;
                    })*
                    _ => return Err(PolicyError::Key { key: key.to_owned() }),
                }
                Ok(())
            }

            /// The table, with the settings in force.
            pub fn rows(&self) -> Vec<Row> {
                let default = Self::default();
                vec![$(Row {
                    key: stringify!($key),
                    governs: $governs,
                    grade: Grade::$grade,
                    source: $source,
                    default: Setting::write(&default.$key),
                    setting: Setting::write(&self.$key),
                },)*]
            }
        }
    };
}

impl Policy {
    /// Sets the code of one refusal. That there is a refusal of this name is for
    /// whoever knows their tables to say.
    pub fn set_code(&mut self, refusal: &str, text: &str) -> Result<(), PolicyError> {
        let code = <ErrorCode as Setting>::read(text).map_err(|wanted| PolicyError::Value {
            key: refusal.to_owned(),
            text: text.to_owned(),
            wanted,
        })?;
        self.codes.insert(refusal.to_owned(), code);
        Ok(())
    }

    /// The code of a refusal: what a file has set, else its table's.
    pub fn code(&self, refusal: &str, table: ErrorCode) -> ErrorCode {
        self.codes.get(refusal).copied().unwrap_or(table)
    }

    /// Sets the status of one refusal of an owner's interface, as `set_code` does
    /// the code of one of AWS's.
    pub fn set_status(&mut self, refusal: &str, text: &str) -> Result<(), PolicyError> {
        let status = text.parse().ok();
        let status = status.filter(|status| (400..600).contains(status));
        let status = status.ok_or_else(|| PolicyError::Value {
            key: refusal.to_owned(),
            text: text.to_owned(),
            wanted: "a status of HTTP from 400 to 599",
        })?;
        self.statuses.insert(refusal.to_owned(), status);
        Ok(())
    }

    /// The status of a refusal: what a file has set, else its table's.
    pub fn status(&self, refusal: &str, table: u16) -> u16 {
        self.statuses.get(refusal).copied().unwrap_or(table)
    }
}

policy! {
    review_duration: Spread = Spread::Seeded { usual: hours(2), longest: hours(168) };
        Documented, "EC2 User Guide, onboard: mostly within two hours, up to one week";
        "how long a range stays pending-provision"
    review_duration_not_advertisable: Spread = Spread::Seeded { usual: minutes(10), longest: hours(2) };
        Documented, "EC2 User Guide, onboard: minutes as a rule; the figures are a choice";
        "how long a range that is not to be advertised stays pending-provision"
    slow_group_duration: Spread = Spread::Seeded { usual: hours(48), longest: hours(168) };
        Documented, "EC2 User Guide, BYOIP: up to five business days in eu-central-1-ist-1; the usual time is a choice";
        "how long a range in eu-central-1-ist-1 stays pending-advertising and pending-withdrawal"
    deprovision_duration: Spread = Spread::Seeded { usual: hours(1), longest: hours(24) };
        Documented, "EC2 User Guide, working with: up to one day";
        "how long a range stays pending-deprovision"
    nat_gateway_duration: Spread = Spread::Fixed(minutes(2));
        Inferred, "EC2 API Reference, CreateNatGateway: asynchronous; no figure";
        "how long a NAT gateway stays pending, and deleting"
    load_balancer_duration: Spread = Spread::Fixed(minutes(2));
        Inferred, "Elastic Load Balancing User Guides: some minutes; no figure";
        "how long a load balancer stays provisioning"
    load_balancer_release: SignedDuration = minutes(1);
        Inferred, "the interfaces of a deleted load balancer outlive it; no figure";
        "how long a deleted load balancer still holds its addresses"
    support_answer_delay: Spread = Spread::Seeded { usual: hours(24), longest: hours(48) };
        Inferred, "a day or two; no figure for these two requests";
        "how long a case at support waits for its answer"
    support_grants: bool = true;
        Unknown, "AWS takes both requests by forms of its console; here a case says it: its subject has `remove email sending limitations`, or `BYOIP` and `quota`, the number after `to`";
        "whether support opens port 25 and raises the quota of ranges when a case asks for it"
    arin_publication: SignedDuration = minutes(10);
        Documented, "ARIN, Whois-RWS: servers refresh every 10 minutes";
        "from an edited ARIN record to RDAP and whois"
    ripe_publication: SignedDuration = seconds(5);
        Documented, "RIPE Database docs: 3 to 5 seconds, 10 at most";
        "from an edited RIPE record to RDAP and whois"
    apnic_publication: SignedDuration = minutes(5);
        Unknown, "no figure published; minutes";
        "from an edited APNIC record to RDAP and whois"
    apnic_task_duration: SignedDuration = seconds(1);
        Observed, "clients of APNIC's Registry API show recorded tasks that ended within a second";
        "from an update handed in at APNIC's interface to its end"
    lacnic_publication: SignedDuration = minutes(5);
        Unknown, "no figure published; minutes";
        "from an edited LACNIC record to RDAP and whois"
    afrinic_publication: SignedDuration = minutes(5);
        Unknown, "no figure published; minutes";
        "from an edited AFRINIC record to RDAP and whois"
    arin_roa_publication: Spread = Spread::Fixed(minutes(10));
        Observed, "RPKI Time-of-Flight (PAM 2023): under 20 minutes with the validators' poll; ARIN: the repository is rebuilt every few minutes";
        "from a ROA created at ARIN to its publication point"
    ripe_roa_publication: Spread = Spread::Fixed(minutes(2));
        Documented, "RIPE NCC, rpki-core: publication every minute, RRDP every minute";
        "from a ROA created at RIPE NCC to its publication point"
    apnic_roa_publication: Spread = Spread::Fixed(minutes(15));
        Observed, "RPKI Time-of-Flight (PAM 2023): within five minutes, at APNIC ten more";
        "from a ROA created at APNIC to its publication point"
    lacnic_roa_publication: Spread = Spread::Fixed(minutes(10));
        Observed, "RPKI Time-of-Flight (PAM 2023): under 20 minutes with the validators' poll";
        "from a ROA created at LACNIC to its publication point"
    afrinic_roa_publication: Spread = Spread::Fixed(minutes(5));
        Observed, "RPKI Time-of-Flight (PAM 2023): within five minutes";
        "from a ROA created at AFRINIC to its publication point"
    arin_roa_removal: Spread = Spread::Seeded { usual: minutes(50), longest: hours(24) };
        Documented, "ARIN: deleted at once, up to 24 hours in the public repository; the usual time is a choice";
        "from a ROA deleted at ARIN to its publication point"
    ripe_roa_removal: Spread = Spread::Fixed(minutes(15));
        Observed, "RPKI tracking time (UCLouvain, 2023): deletions show later than creations; the figure is rsync's interval";
        "from a ROA deleted at RIPE NCC to its publication point"
    apnic_roa_removal: Spread = Spread::Fixed(minutes(30));
        Observed, "RPKI tracking time (UCLouvain, 2023): deletions show later than creations; the figure is a choice";
        "from a ROA deleted at APNIC to its publication point"
    lacnic_roa_removal: Spread = Spread::Fixed(minutes(30));
        Observed, "RPKI tracking time (UCLouvain, 2023): deletions show later than creations; the figure is a choice";
        "from a ROA deleted at LACNIC to its publication point"
    afrinic_roa_removal: Spread = Spread::Fixed(minutes(30));
        Observed, "RPKI tracking time (UCLouvain, 2023): deletions show later than creations; the figure is a choice";
        "from a ROA deleted at AFRINIC to its publication point"
    validator_refresh: SignedDuration = minutes(10);
        Documented, "Routinator, manual: refresh every 600 seconds unless told otherwise";
        "how often the validators at RIPE NCC and of most networks look"
    slow_validator_refresh: SignedDuration = hours(1);
        Documented, "rpki-client, Debian: an hourly timer";
        "how often the validators of the other networks look"
    cloudflare_validator_refresh: SignedDuration = minutes(30);
        Observed, "bgpkit-commons, 2026: rpki.json changes every 30 to 60 minutes";
        "how often Cloudflare's validator looks"
    amazon_validator_refresh: SignedDuration = hours(1);
        Inferred, "EC2 User Guide, prepare: up to 24 hours until Amazon sees a ROA; mostly it is sooner";
        "how often Amazon's validator looks"
    ripestat_delay: SignedDuration = hours(2);
        Inferred, "RIPEstat, 2026: at 16:18 the dump of 16:00 was not in, at 11:48 that of 08:00 was; bgp-state knew of 03:59 at 05:59";
        "from what a route collector hears to RIPEstat's bgp-state, routing-status and announced-prefixes"
    registry_throttling: Pace = Pace::Off;
        Documented, "RFC 7480, section 5.5: 429 with Retry-After; off because on a stopped clock none refills";
        "whether the registries' RDAP and whois are throttled, and which clock refills: off, virtual or wall"
    lacnic_query_rate: Rates = Rates::lacnic();
        Documented, "LACNIC, 2016: 10 queries a minute and 1,000 an hour";
        "how often LACNIC's RDAP and whois may be asked, where they are throttled"
    registry_query_rate: Rates = Rates::usual();
        Unknown, "ARIN, RIPE NCC, APNIC and AFRINIC publish no figure";
        "how often another registry's RDAP and whois may be asked, where they are throttled"
    arin_call_rate: Rates = Rates::off();
        Documented, "ARIN, RESTful Methods: 429 when the allowed number of requests is exceeded; no figure";
        "how often ARIN's interface for owners may be called, in virtual time: off, or rates such as 10/1m"
    ripe_call_rate: Rates = Rates::off();
        Unknown, "RIPE NCC publishes no figure for its interfaces for owners";
        "how often RIPE NCC's interfaces for owners may be called, together and in virtual time: off, or rates such as 10/1m"
    apnic_call_rate: Rates = Rates::off();
        Unknown, "APNIC publishes no figure; public clients wait a second between calls";
        "how often APNIC's interface for owners may be called, in virtual time: off, or rates such as 10/1m"
    lacnic_call_rate: Rates = Rates::off();
        Unknown, "LACNIC's interface tells its limits to who asks it; no figure is published";
        "how often LACNIC's interface for owners may be called, in virtual time: off, or rates such as 10/1m"
    arin_missing_comment_empties: bool = true;
        Inferred, "ARIN, RESTful Payloads: a PUT has the record as it is to be, and the schema leaves comment out at will; what that does is not said";
        "whether a network's payload without a comment empties its comments; else they stay"
    arin_overlapping_roas_refused: bool = true;
        Documented, "ARIN, ROAs: duplicate and overlapping ROAs are no longer allowed; that they overlap where one route of one origin is valid by both is a choice";
        "whether ARIN's interface refuses a ROA by which a route is valid that is valid by another of the organisation's"
    ripe_any_tag_matches: bool = false;
        Observed, "RIPE-NCC/rpki-core, UpdateRoaConfigurationCommandHandler: the tag is compared as text; RFC 9110 has * match anything";
        "whether If-Match: * fits any list of ROAs at RIPE NCC"
    throttling: Pace = Pace::Off;
        Documented, "EC2 Developer Guide, request throttling: the buckets; off because on a stopped clock none refills";
        "whether calls are throttled, and which clock refills the buckets: off, virtual or wall"
    describe_lag_clock: Pace = Pace::Off;
        Documented, "EC2 Developer Guide, Eventual consistency: a describe may not show a change yet";
        "whether describes are behind what has changed, and by which clock: off, virtual or wall"
    describe_lag: Spread = Spread::Seeded { usual: seconds(1), longest: seconds(5) };
        Inferred, "no figure published; seconds";
        "how far describes are behind, where they are"
    expired_session_code: ErrorCode = ErrorCode::RequestExpired;
        Observed, "what SDKs report of EC2 with session tokens past their end; Common errors lists ExpiredTokenException";
        "EC2's code for a request whose session token has expired"
    provision_needs_create_tags: bool = false;
        Unknown, "Service Authorization Reference: no dependent action for ProvisionByoipCidr, ec2:CreateTags for AllocateAddress";
        "whether ProvisionByoipCidr with pool tags also needs the permission ec2:CreateTags"
    range_quota: u32 = 5;
        Documented, "EC2 User Guide, BYOIP: five ranges per Region and account";
        "how many ranges one account may bring to one Region"
    address_quota: u32 = 5;
        Documented, "EC2 User Guide, Elastic IP quota: five per Region; addresses that were brought do not count";
        "how many of Amazon's own addresses one account may have in one Region"
    message_checked_at_once: bool = true;
        Unknown, "not documented whether a wrong message is refused or reviewed";
        "whether account, range and expiry of the message are checked when it is submitted; the review checks them in any case"
    review_waits_for_registry: bool = true;
        Unknown, "not documented what a review does that cannot reach the registry";
        "whether a review waits for a registry that does not answer; else it finds no certificate"
    signature_form_checked_at_once: bool = false;
        Unknown, "not documented whether a signature that is none is refused or reviewed";
        "whether a signature that is not of the documented form is refused when it is submitted; the review checks it in any case"
    other_salt_lengths_accepted: bool = false;
        Inferred, "EC2 User Guide, onboard, signs with a salt as long as the digest; whether others pass is not said";
        "whether a signature with a salt of another length verifies"
    eusc_message_says_aws: bool = false;
        Unknown, "no partition literal is published for the European Sovereign Cloud; aws-eusc is the partition's name";
        "whether messages for the European Sovereign Cloud say `aws` instead of `aws-eusc`"
    host_bits_cleared: bool = false;
        Unknown, "EC2 API Reference, samples of both; not said whether 198.18.1.7/24 is refused or read as 198.18.1.0/24";
        "whether the BYOIP calls read a range with host bits set as the range around it; else it is refused"
    ripe_remarks_accepted: bool = false;
        Documented, "EC2 User Guide, prepare: descr, explicitly not remarks";
        "whether a certificate in a RIPE remarks attribute counts"
    afrinic_remarks_accepted: bool = false;
        Documented, "EC2 User Guide, prepare: no procedure with a certificate for AFRINIC";
        "whether a certificate in an AFRINIC remarks attribute counts"
    review_reads_whois: bool = false;
        Unknown, "AWS's message says whois remarks, its newer guide RDAP; which it reads is not known";
        "whether the review also takes a certificate from whois, where RDAP lost it"
    allocation_types: AllocationTypes = AllocationTypes::Relaxed;
        Observed, "a RIPE ASSIGNED /48 was provisioned in 2022, outside the list once documented";
        "which registry statuses a range may have: strict is the list documented until 2021"
    irr_object_in_the_way: IrrObject = IrrObject::Refused;
        Inferred, "EC2 User Guide, BYOIP: objects by hand with a BYOIP AS number make provisioning fail; how and how soon is not said";
        "what the review makes of a route object by hand, in an IRR, of the range and an AS of Amazon's or of one that was brought: refused, pending (until it is gone) or ignored"
    private_subnet_nat_gateway: bool = true;
        Inferred, "VPC User Guide, NAT gateways, wants a public subnet; the API's failure codes have none for it";
        "whether a public NAT gateway in a subnet without a route to the internet gateway becomes available; else it fails with Gateway.NotAttached"
    instance_launch_duration: Spread = Spread::Fixed(seconds(30));
        Inferred, "EC2 User Guide, instance lifecycle: asynchronous; no figure";
        "how long an instance stays pending"
    instance_termination_duration: Spread = Spread::Fixed(seconds(60));
        Inferred, "EC2 User Guide, instance lifecycle: asynchronous; no figure";
        "how long an instance stays shutting-down"
    vpc_block_duration: Spread = Spread::Fixed(seconds(10));
        Inferred, "EC2 API Reference, AssociateVpcCidrBlock: associating and disassociating; no figure";
        "how long an IPv6 block of a VPC stays associating, and disassociating"
    ended_resource_listing: SignedDuration = hours(1);
        Documented, "VPC User Guide, NAT gateways, and EC2 User Guide, terminate: about an hour; inferred for IPv6 blocks";
        "how long a deleted NAT gateway, a terminated instance and a disassociated IPv6 block stay listed"
    ended_range_listing: SignedDuration = hours(168);
        Inferred, "IPAM guide, BYOASN: such entries go after seven days; nothing is said for ranges";
        "how long a range that is deprovisioned or has failed stays listed, with its StatusMessage; whoever advances further finds neither"
    ipv6_not_advertisable_longest: PrefixLength = PrefixLength(60);
        Documented, "EC2 User Guide, BYOIP, says 60; the API reference says 56";
        "the longest IPv6 prefix that is taken if it is not to be advertised"
    advertise_checks_route: bool = true;
        Unknown, "the guide only says that AWS may stop advertising; the rule is the mission's";
        "whether AdvertiseByoipCidr is refused while the route is not RPKI valid"
    provision_again: Repetition = Repetition::Refused;
        Unknown, "not documented: no-op or error";
        "ProvisionByoipCidr for a range that is pending-provision"
    advertise_again: Repetition = Repetition::Ignored;
        Inferred, "IPAM guide, BYOASN: advertise again to change the ASN";
        "AdvertiseByoipCidr for a range that is advertised"
    withdraw_again: Repetition = Repetition::Refused;
        Unknown, "not documented: no-op or error";
        "WithdrawByoipCidr for a range that is provisioned"
    deprovision_again: Repetition = Repetition::Refused;
        Unknown, "not documented: no-op or error";
        "DeprovisionByoipCidr for a range that is pending-deprovision"
    pending_provision_deprovisionable: bool = false;
        Unknown, "not documented";
        "whether a range under review can be deprovisioned, which ends the review"
    failed_provision_deprovisionable: bool = true;
        Inferred, "the only call that could clear the entry";
        "whether a range that failed its review can be deprovisioned"
    failed_deprovision_usable: bool = false;
        Unknown, "not documented; the documented way on is to deprovision again";
        "whether a range in failed-deprovision can be advertised, and its addresses allocated"
    pending_announcement_allocatable: bool = true;
        Inferred, "an address can be allocated whether or not its range is advertised";
        "whether addresses of a range that is pending-advertising or pending-withdrawal can be allocated"
    deprovision_checks_addresses_at_once: bool = false;
        Unknown, "the API reference has the precondition, the state's text has a later failure";
        "whether DeprovisionByoipCidr is refused while addresses are out; else it ends in failed-deprovision"
    deprovision_checks_asns_at_once: bool = false;
        Unknown, "IPAM guide, BYOASN: once all ASN associations are removed; whether it is refused or fails later is not said";
        "whether DeprovisionByoipCidr is refused while ASNs are associated with the range; else it ends in failed-deprovision"
    asn_association_duration: SignedDuration = seconds(30);
        Inferred, "IPAM guide, BYOASN: describe the CIDR to track the association; no figure";
        "how long an ASN and a range stay pending-association, and pending-disassociation"
    asn_change_interval: SignedDuration = hours(1);
        Documented, "IPAM guide, BYOASN: to a custom ASN once every hour, back to Amazon's at any time; inferred that advertising from one at first counts too";
        "how long after an ASN of one's own began to announce a range another can take over in place"
    regions_without_byoip: Regions = Regions::default();
        Documented, "EC2 User Guide, BYOIP: every commercial Region, GovCloud and the European Sovereign Cloud have it";
        "Regions, besides those of China and the isolated partitions, that do not know the BYOIP calls"
    unknown_range_code: ErrorCode = ErrorCode::InvalidParameterValue;
        Inferred, "no BYOIP code exists; Error codes lists the generic one";
        "the code for a range that was never provisioned"
    wrong_state_code: ErrorCode = ErrorCode::IncorrectState;
        Inferred, "no BYOIP code exists; Error codes lists the generic one";
        "the code for a call in a state that does not allow it"
    not_advertisable_code: ErrorCode = ErrorCode::UnsupportedOperation;
        Inferred, "no BYOIP code exists; Error codes lists the generic one";
        "the code for advertising a range that was provisioned as not publicly advertisable"
    border_group_code: ErrorCode = ErrorCode::InvalidParameterValue;
        Inferred, "no BYOIP code exists; Error codes lists the generic one";
        "the code for a network border group that cannot be, or is not the range's"
    still_in_use_code: ErrorCode = ErrorCode::DependencyViolation;
        Inferred, "no BYOIP code exists; Error codes lists the generic one";
        "the code for deprovisioning a range with addresses out, where that is refused at once"
    overlap_code: ErrorCode = ErrorCode::InvalidParameterValue;
        Inferred, "no BYOIP code exists; Error codes lists the generic one";
        "the code for a range that overlaps another"
    route_not_valid_code: ErrorCode = ErrorCode::IncorrectState;
        Unknown, "whether advertise checks is not documented; the rule is the mission's";
        "the code for an advertise whose route is not RPKI valid"
    association_group_code: ErrorCode = ErrorCode::InvalidParameterCombination;
        Unknown, "the rule is documented, EC2 User Guide, BYOIP; its code is not";
        "the code for an address and a resource in different network border groups"
    reverse_dns_for_byoip: bool = true;
        Unknown, "whether AWS serves reverse records of ranges that were brought is not documented";
        "whether ModifyAddressAttribute takes an address of a range that was brought"
    reverse_dns_duration: SignedDuration = minutes(10);
        Unknown, "EC2 User Guide, reverse DNS: PENDING first; no figure";
        "how long a reverse record stays PENDING"
    reverse_dns_code: ErrorCode = ErrorCode::UnsupportedOperation;
        Unknown, "not documented";
        "the code for a reverse record that AWS does not keep"
    transfer_byoip_code: ErrorCode = ErrorCode::UnsupportedOperation;
        Unknown, "EC2 User Guide, transfer: not possible; no code is published";
        "the code for transferring an address of a range that was brought"
    message_code: ErrorCode = ErrorCode::InvalidParameterValue;
        Unknown, "not documented";
        "the code for a message that is wrong when submitted"
    pool_exhausted_code: ErrorCode = ErrorCode::InsufficientAddressCapacity;
        Inferred, "Error codes lists it as a server error; its BYOIP use is not documented";
        "the code for a pool without a free address"
    unknown_ipv6_pool_code: ErrorCode = ErrorCode::InvalidPoolIdNotFound;
        Inferred, "terraform-provider-aws, errors.go, has it for other pools";
        "the code for an IPv6 pool that is not the caller's"
    ipv6_block_code: ErrorCode = ErrorCode::InvalidParameterValue;
        Inferred, "Error codes lists the generic one";
        "the code for an IPv6 block that a VPC cannot get: of another length, outside the pool, or taken"
    managed_interface_code: ErrorCode = ErrorCode::OperationNotPermitted;
        Inferred, "Error codes lists the generic one";
        "the code for deleting the network interface of a NAT gateway or load balancer"
    address_outside_pool_code: ErrorCode = ErrorCode::InvalidAddressNotFound;
        Inferred, "Error codes: the address is not there";
        "the code for an address that no pool of the caller holds"
    address_taken_code: ErrorCode = ErrorCode::InvalidAddressNotFound;
        Unknown, "not documented; the text tells it apart";
        "the code for an address that is already allocated"
}

const fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

const fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

const fn seconds(count: i64) -> SignedDuration {
    SignedDuration::from_secs(count)
}
