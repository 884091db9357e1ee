//! The kinds of settings, and how each is read from a policy file and printed.

use std::str::FromStr;

use byoip_vocabulary::duration;
use byoip_vocabulary::error_code::ErrorCode;
use byoip_vocabulary::region::Region;
use jiff::SignedDuration;

use crate::world::draw::Spread;

/// Which registry statuses pass the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllocationTypes {
    /// The list that AWS documented until October 2021.
    Strict,
    /// Anything but space that somebody else holds: reallocated, reassigned,
    /// sub-allocated and non-portable.
    Relaxed,
}

/// What a review makes of a route object by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IrrObject {
    /// It turns the range down.
    Refused,
    /// It goes on until the object is gone.
    Pending,
    /// It does not look.
    Ignored,
}

/// What a call comes to that asks for what is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repetition {
    /// It is refused for the state.
    Refused,
    /// It succeeds and changes nothing.
    Ignored,
}

/// A prefix length of IPv6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrefixLength(pub(super) u8);

impl PrefixLength {
    /// The length.
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// Regions by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Regions(Vec<Region>);

impl Regions {
    /// Whether a Region is one of them.
    pub fn contains(&self, region: &Region) -> bool {
        self.0.contains(region)
    }
}

/// How often something may be done: so many times in so long, each of which
/// must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rates(Vec<Rate>);

/// So many times in so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// So many times.
    pub times: i32,
    /// In so long.
    pub span: SignedDuration,
}

impl Rates {
    pub(super) fn lacnic() -> Self {
        let rate = |times, span| Rate { times, span };
        Self(vec![
            rate(10, SignedDuration::from_mins(1)),
            rate(1_000, SignedDuration::from_hours(1)),
        ])
    }

    /// None, so that nothing is too often.
    pub(super) const fn off() -> Self {
        Self(Vec::new())
    }

    pub(super) fn usual() -> Self {
        let (times, span) = (60, SignedDuration::from_mins(1));
        Self(vec![Rate { times, span }])
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = Rate> {
        self.0.iter().copied()
    }
}

/// Which clock something beside the world goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// None: it does not happen.
    Off,
    /// The world's time.
    Virtual,
    /// The wall's.
    Wall,
}

/// A kind of setting: how it is read from a policy file and printed.
pub(super) trait Setting: Sized {
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

impl Setting for IrrObject {
    fn read(text: &str) -> Result<Self, &'static str> {
        match text {
            "refused" => Ok(Self::Refused),
            "pending" => Ok(Self::Pending),
            "ignored" => Ok(Self::Ignored),
            _ => Err("refused, pending or ignored"),
        }
    }

    fn write(&self) -> String {
        match self {
            Self::Refused => "refused",
            Self::Pending => "pending",
            Self::Ignored => "ignored",
        }
        .to_owned()
    }
}

impl Setting for Pace {
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

impl Setting for Repetition {
    fn read(text: &str) -> Result<Self, &'static str> {
        match text {
            "refused" => Ok(Self::Refused),
            "ignored" => Ok(Self::Ignored),
            _ => Err("refused or ignored"),
        }
    }

    fn write(&self) -> String {
        match self {
            Self::Refused => "refused",
            Self::Ignored => "ignored",
        }
        .to_owned()
    }
}

impl Setting for Rates {
    fn read(text: &str) -> Result<Self, &'static str> {
        const WANTED: &str = "off, or rates such as 10/1m, 1000/1h";
        if text == "off" {
            return Ok(Self::off());
        }
        let read = |rate: &str| {
            let (times, span) = rate.trim().split_once('/')?;
            let times = times.parse().ok().filter(|times| *times > 0)?;
            let span = duration::parse(span).ok()?;
            (span > SignedDuration::ZERO).then_some(Rate { times, span })
        };
        let rates: Option<Vec<Rate>> = text.split(',').map(read).collect();
        rates.map(Self).ok_or(WANTED)
    }

    fn write(&self) -> String {
        if self.0.is_empty() {
            return "off".to_owned();
        }
        let write = |rate: &Rate| format!("{}/{}", rate.times, duration::display(rate.span));
        self.0.iter().map(write).collect::<Vec<_>>().join(", ")
    }
}

impl Setting for PrefixLength {
    fn read(text: &str) -> Result<Self, &'static str> {
        match text.parse() {
            Ok(length) if length <= 128 => Ok(Self(length)),
            Ok(_) | Err(_) => Err("a prefix length from 0 to 128"),
        }
    }

    fn write(&self) -> String {
        self.0.to_string()
    }
}

impl Setting for Regions {
    fn read(text: &str) -> Result<Self, &'static str> {
        if text == "none" {
            return Ok(Self::default());
        }
        let regions = text.split(',').map(|region| region.trim().parse());
        let regions: Result<Vec<Region>, _> = regions.collect();
        regions
            .map(Self)
            .map_err(|_| "none, or Regions such as us-east-1, eu-west-1")
    }

    fn write(&self) -> String {
        if self.0.is_empty() {
            return "none".to_owned();
        }
        let names: Vec<&str> = self.0.iter().map(Region::as_str).collect();
        names.join(", ")
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
    u32, "a whole number, 4294967295 at most";
}

impl Setting for ErrorCode {
    /// Neither of the two codes that say something else: that nothing is wrong,
    /// and that the server is.
    fn read(text: &str) -> Result<Self, &'static str> {
        let code = Self::from_str(text).ok();
        code.filter(|code| !matches!(code, Self::DryRunOperation | Self::InternalError))
            .ok_or("an error code of the EC2 API, such as IncorrectState")
    }

    fn write(&self) -> String {
        self.to_string()
    }
}
