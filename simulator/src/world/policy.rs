//! The policy table: what the world does where AWS, the registries and the
//! networks have not said what they do.
//!
//! Each row is one setting with its default, the grade of the evidence and the
//! place it comes from. A file can override any of them by its key.

use std::fmt;
use std::str::FromStr;

use byoip_vocabulary::duration;
use byoip_vocabulary::error_code::ErrorCode;
use jiff::SignedDuration;

use super::draw::Spread;

#[cfg(test)]
mod tests;

/// How well a behaviour is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// The operator's documentation says so.
    Documented,
    /// Third parties saw it happen.
    Observed,
    /// A reasoned guess.
    Inferred,
    /// Nobody has published it; the default is a choice.
    Unknown,
}

impl Grade {
    /// The grade as the ledger prints it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Observed => "observed",
            Self::Inferred => "inferred",
            Self::Unknown => "unknown",
        }
    }
}

/// One row of the table, as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The key that a policy file uses.
    pub key: &'static str,
    /// What it governs.
    pub governs: &'static str,
    /// How well the default is known.
    pub grade: Grade,
    /// Where the default comes from.
    pub source: &'static str,
    /// The default.
    pub default: String,
    /// The setting in force.
    pub setting: String,
}

/// Makes the struct, its defaults, the reader of overrides and the printed rows
/// from one table, so that the ledger cannot differ from the behaviour.
macro_rules! policy {
    ($($key:ident: $kind:ty = $default:expr; $grade:ident, $source:literal; $governs:literal)*) => {
        /// Every setting in force.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Policy {
            $(#[doc = $governs] pub $key: $kind,)*
        }

        impl Default for Policy {
            fn default() -> Self {
                Self { $($key: $default,)* }
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
                            PolicyError::Value { key: stringify!($key), text: text.to_owned(), wanted }
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

policy! {
    review_duration: Spread = Spread::Seeded { usual: hours(2), longest: hours(168) };
        Documented, "EC2 User Guide, onboard: mostly within two hours, up to one week";
        "how long a range stays pending-provision"
    deprovision_duration: Spread = Spread::Seeded { usual: hours(1), longest: hours(24) };
        Documented, "EC2 User Guide, working with: up to one day";
        "how long a range stays pending-deprovision"
    nat_gateway_duration: Spread = Spread::Fixed(minutes(2));
        Inferred, "EC2 API Reference, CreateNatGateway: asynchronous; no figure";
        "how long a NAT gateway stays pending, and deleting"
    arin_publication: SignedDuration = minutes(10);
        Documented, "ARIN, Whois-RWS: servers refresh every 10 minutes";
        "from an edited ARIN record to RDAP and whois"
    ripe_publication: SignedDuration = seconds(5);
        Documented, "RIPE Database docs: 3 to 5 seconds, 10 at most";
        "from an edited RIPE record to RDAP and whois"
    apnic_publication: SignedDuration = minutes(5);
        Unknown, "no figure published; minutes";
        "from an edited APNIC record to RDAP and whois"
    roa_creation: SignedDuration = minutes(20);
        Observed, "RPKI Time-of-Flight (PAM 2023): usually under 20 minutes with the validators' poll";
        "from a created ROA to the validators"
    roa_deletion: SignedDuration = minutes(60);
        Observed, "RPKI Time-of-Flight (PAM 2023): deletions show later than creations";
        "from a deleted ROA to the validators"
    announcement_spread: SignedDuration = seconds(19);
        Observed, "AWS-BYOIP-Propagation, 2023: most networks after 18 to 19 seconds";
        "from an announcement to every looking glass"
    withdrawal_spread: SignedDuration = minutes(3);
        Inferred, "path hunting takes minutes";
        "from a withdrawal to every looking glass"
    throttling: Throttling = Throttling::Off;
        Documented, "EC2 Developer Guide, request throttling: the buckets; off because on a stopped clock none refills";
        "whether calls are throttled, and which clock refills the buckets: off, virtual or wall"
    expired_session_code: ErrorCode = ErrorCode::RequestExpired;
        Observed, "what SDKs report of EC2 with session tokens past their end; Common errors lists ExpiredTokenException";
        "EC2's code for a request whose session token has expired"
    provision_needs_create_tags: bool = false;
        Unknown, "Service Authorization Reference: no dependent action for ProvisionByoipCidr, ec2:CreateTags for AllocateAddress";
        "whether ProvisionByoipCidr with pool tags also needs the permission ec2:CreateTags"
    range_quota: u32 = 5;
        Documented, "EC2 User Guide, BYOIP: five ranges per Region and account";
        "how many ranges one account may bring to one Region"
    message_checked_at_once: bool = true;
        Unknown, "not documented whether a wrong message is refused or reviewed";
        "whether account, range and expiry of the message are checked when it is submitted; the review checks them in any case"
    ripe_remarks_accepted: bool = false;
        Documented, "EC2 User Guide, prepare: descr, explicitly not remarks";
        "whether a certificate in a RIPE remarks attribute counts"
    allocation_types: AllocationTypes = AllocationTypes::Relaxed;
        Observed, "a RIPE ASSIGNED /48 was provisioned in 2022, outside the list once documented";
        "which registry statuses a range may have: strict is the list documented until 2021"
    unknown_range_code: ErrorCode = ErrorCode::InvalidParameterValue;
        Inferred, "no BYOIP code exists; Error codes lists the generic one";
        "the code for a range that was never provisioned"
    wrong_state_code: ErrorCode = ErrorCode::IncorrectState;
        Inferred, "no BYOIP code exists; Error codes lists the generic one";
        "the code for a call in a state that does not allow it"
    overlap_code: ErrorCode = ErrorCode::InvalidParameterValue;
        Inferred, "no BYOIP code exists; Error codes lists the generic one";
        "the code for a range that overlaps another"
    route_not_valid_code: ErrorCode = ErrorCode::IncorrectState;
        Unknown, "whether advertise checks is not documented; the rule is the mission's";
        "the code for an advertise whose route is not RPKI valid"
    message_code: ErrorCode = ErrorCode::InvalidParameterValue;
        Unknown, "not documented";
        "the code for a message that is wrong when submitted"
    pool_exhausted_code: ErrorCode = ErrorCode::InsufficientAddressCapacity;
        Inferred, "Error codes lists it as a server error; its BYOIP use is not documented";
        "the code for a pool without a free address"
    address_outside_pool_code: ErrorCode = ErrorCode::InvalidAddressNotFound;
        Inferred, "Error codes: the address is not there";
        "the code for an address that no pool of the caller holds"
    address_taken_code: ErrorCode = ErrorCode::InvalidAddressNotFound;
        Unknown, "not documented; the text tells it apart";
        "the code for an address that is already allocated"
}

/// Which registry statuses pass the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllocationTypes {
    /// The list that AWS documented until October 2021.
    Strict,
    /// Anything but space that somebody else holds: reallocated, reassigned,
    /// sub-allocated and non-portable.
    Relaxed,
}

/// What refills the buckets of [`throttle`](super::aws::throttle).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Throttling {
    /// Nothing is throttled.
    Off,
    /// The world's time.
    Virtual,
    /// The wall's.
    Wall,
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

/// A kind of setting: how it is read from a policy file and printed.
trait Setting: Sized {
    /// Reads it; an error says what is wanted.
    fn read(text: &str) -> Result<Self, &'static str>;
    /// Writes it as `read` reads it.
    fn write(&self) -> String;
}

impl Setting for SignedDuration {
    fn read(text: &str) -> Result<Self, &'static str> {
        duration::parse(text).map_err(|_| "a duration such as 10m")
    }

    fn write(&self) -> String {
        duration::display(*self)
    }
}

impl Setting for Spread {
    fn read(text: &str) -> Result<Self, &'static str> {
        const WANTED: &str = "a duration such as 2h, or usual..longest such as 2h..7d";
        let parse = |text: &str| duration::parse(text).map_err(|_| WANTED);
        let Some((usual, longest)) = text.split_once("..") else {
            return parse(text).map(Self::Fixed);
        };
        let (usual, longest) = (parse(usual)?, parse(longest)?);
        if usual <= longest {
            Ok(Self::Seeded { usual, longest })
        } else {
            Err(WANTED)
        }
    }

    fn write(&self) -> String {
        match self {
            Self::Fixed(fixed) => fixed.write(),
            Self::Seeded { usual, longest } => format!("{}..{}", usual.write(), longest.write()),
        }
    }
}

impl Setting for AllocationTypes {
    fn read(text: &str) -> Result<Self, &'static str> {
        match text {
            "strict" => Ok(Self::Strict),
            "relaxed" => Ok(Self::Relaxed),
            _ => Err("strict or relaxed"),
        }
    }

    fn write(&self) -> String {
        match self {
            Self::Strict => "strict",
            Self::Relaxed => "relaxed",
        }
        .to_owned()
    }
}

impl Setting for Throttling {
    fn read(text: &str) -> Result<Self, &'static str> {
        match text {
            "off" => Ok(Self::Off),
            "virtual" => Ok(Self::Virtual),
            "wall" => Ok(Self::Wall),
            _ => Err("off, virtual or wall"),
        }
    }

    fn write(&self) -> String {
        match self {
            Self::Off => "off",
            Self::Virtual => "virtual",
            Self::Wall => "wall",
        }
        .to_owned()
    }
}

/// Settings that read and print by themselves.
macro_rules! plain_setting {
    ($($kind:ty, $wanted:literal;)*) => {$(
        impl Setting for $kind {
            fn read(text: &str) -> Result<Self, &'static str> {
                <$kind>::from_str(text).map_err(|_| $wanted)
            }

            fn write(&self) -> String {
                self.to_string()
            }
        }
    )*};
}

plain_setting! {
    bool, "true or false";
    u32, "a whole number";
    ErrorCode, "an error code of the EC2 API, such as IncorrectState";
}

/// Why an override cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyError {
    /// There is no such key.
    Key {
        /// The key as written.
        key: String,
    },
    /// The key is there but not with such a value.
    Value {
        /// The key.
        key: &'static str,
        /// The value as written.
        text: String,
        /// What would be taken.
        wanted: &'static str,
    },
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key { key } => write!(f, "no policy is called `{key}`"),
            Self::Value { key, text, wanted } => {
                write!(f, "policy `{key}` cannot be `{text}`; it takes {wanted}")
            }
        }
    }
}

impl std::error::Error for PolicyError {}
