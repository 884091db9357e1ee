//! The keys of a short file.

use std::fmt::Display;
use std::net::IpAddr;
use std::str::FromStr;

use byoip_vocabulary::duration;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::{Partition, Region};
use byoip_vocabulary::registry::{Field, Registry};
use jiff::SignedDuration;

use super::rules;
use super::{Address, Home, Migration, Order, Placed, QUOTA, Range, VERSION};
use crate::scenario::fields::Fields;
use crate::scenario::place::Place;
use crate::scenario::problem::{Problem, Problems, Source, did_you_mean};
use crate::scenario::template::Template;
use crate::scenario::yaml::{self, Node, Yaml};

/// The orders of a cut-over by their names.
const ORDERS: [(&str, Order); 2] = [
    ("announce-first", Order::AnnounceFirst),
    ("withdraw-first", Order::WithdrawFirst),
];

/// Reads the file, or gives every mistake in it.
pub(super) fn read(source: &Source) -> Result<Migration, Vec<Problem>> {
    let root = yaml::parse(&source.text)
        .map_err(|error| vec![Problem::new(&error.place, error.reason)])?;
    let mut problems = Problems::default();
    let migration = migration(source, &root, &mut problems);
    problems.into_result()?;
    migration.ok_or_else(|| vec![Problem::new(&root.place, "not a migration")])
}

fn migration(source: &Source, root: &Node, problems: &mut Problems) -> Option<Migration> {
    if let Yaml::Mapping(entries) = &root.value
        && let Some(steps) = entries.iter().find(|entry| entry.key == "steps")
    {
        let what = "this is a scenario, not a migration's short file";
        let note = "run it with `byoip run`".to_owned();
        problems.add(Problem::new(&steps.key_place, what).note(note));
        return None;
    }
    let mut fields = Fields::open("migration", root, problems)?;
    fields.version(VERSION);
    let name = fields.need_text("name");
    let name = plain(name, fields.problems);
    let description = fields.text("description");
    let description = plain(description, fields.problems);
    let registry = fields.need_text("registry");
    let registry = registry.and_then(|text| with_field(&text, fields.problems));
    let network = fields.text("network");
    let network = plain(network, fields.problems);
    let region = fields.text("region");
    let partition = region.and_then(|text| partition(&text, fields.problems));
    let quota = fields.number("quota").unwrap_or(QUOTA);
    let home = home(&mut fields);
    let order = fields.text("order");
    let order = order.and_then(|text| order_of(&text, fields.problems));
    let ranges = fields
        .need("ranges")
        .map(|node| ranges(node, fields.problems))
        .unwrap_or_default();
    let partners = fields
        .take("partners")
        .and_then(|node| Some((node, downtime(node, fields.problems)?)));
    fields.close();
    let announced = home.map(|home| home.announced);
    rules::check(&ranges, announced, quota, problems);
    rules::check_addresses(&ranges, problems);
    if let Some(partners) = partners {
        let leaves_gap = home.is_some() && order == Some(Order::WithdrawFirst);
        rules::check_partners(partners, leaves_gap, &ranges, problems);
    }
    let (registry, field) = registry?;
    Some(Migration {
        source: source.clone(),
        name: name?,
        description,
        registry,
        field,
        network,
        partition: partition.unwrap_or(Partition::Aws),
        quota,
        home,
        order: order.unwrap_or_default(),
        ranges: ranges.into_iter().map(|range| range.value).collect(),
        downtime: partners.map(|(_, downtime)| downtime),
    })
}

/// Who announces the ranges today: both keys, or none of them.
fn home(fields: &mut Fields<'_, '_>) -> Option<Home> {
    let asn = fields.text("home");
    let announced = fields.text("announced");
    let lonely = match (&asn, &announced) {
        (Some(asn), None) => Some((asn, "home", "announced")),
        (None, Some(prefix)) => Some((prefix, "announced", "home")),
        (Some(_), Some(_)) | (None, None) => None,
    };
    if let Some((text, one, other)) = lonely {
        let problem = Problem::new(text.place(), format!("`{one}` needs `{other}` beside it"));
        let note = "`home` is the AS number that originates the ranges today, `announced` the \
                    prefix it does so with; leave both out if nobody does";
        fields.problems.add(problem.note(note.to_owned()));
    }
    let (asn, text) = (asn?, announced?);
    let asn = parsed(&asn, fields.problems);
    let announced = parsed(&text, fields.problems)?;
    rules::check_space(announced, text.place(), fields.problems);
    Some(Home {
        asn: asn?,
        announced,
    })
}

fn ranges(node: &Node, problems: &mut Problems) -> Vec<Placed<Range>> {
    let Yaml::Sequence(items) = &node.value else {
        let what = format!("`ranges` must be a list, not {}", node.kind());
        problems.add(Problem::new(&node.place, what));
        return Vec::new();
    };
    if items.is_empty() {
        problems.add(Problem::new(&node.place, "`ranges` names no range"));
    }
    items
        .iter()
        .filter_map(|item| range(item, problems))
        .collect()
}

fn range(node: &Node, problems: &mut Problems) -> Option<Placed<Range>> {
    let mut fields = Fields::open("range", node, problems)?;
    let cidr = fields.need_text("cidr");
    let description = fields.text("description");
    let description = plain(description, fields.problems);
    let addresses = fields.take("addresses").map(|node| match &node.value {
        Yaml::Sequence(items) => items
            .iter()
            .filter_map(|item| address(item, fields.problems))
            .collect(),
        Yaml::Null | Yaml::Bool(_) | Yaml::Number(_) | Yaml::Text(_) | Yaml::Mapping(_) => {
            let what = format!("`addresses` must be a list, not {}", node.kind());
            fields.problems.add(Problem::new(&node.place, what));
            Vec::new()
        }
    });
    fields.close();
    let cidr = cidr?;
    let prefix: Prefix = parsed(&cidr, problems)?;
    let addresses: Vec<Placed<Address>> = addresses.unwrap_or_default();
    rules::check_space(prefix, cidr.place(), problems);
    for address in &addresses {
        rules::check_address(prefix, address, problems);
    }
    Some(Placed {
        place: cidr.place().clone(),
        value: Range {
            cidr: prefix,
            description,
            addresses,
        },
    })
}

/// `{ address: 198.18.1.10, instance: i-… }`, or the address alone.
fn address(node: &Node, problems: &mut Problems) -> Option<Placed<Address>> {
    let place = |text: &Template| text.place().clone();
    if let Some(text) = node.scalar() {
        let text = Template::new(text, node.place.clone());
        let address: IpAddr = parsed(&text, problems)?;
        let value = Address {
            address,
            instance: None,
        };
        let place = place(&text);
        return Some(Placed { place, value });
    }
    let mut fields = Fields::open("address", node, problems)?;
    let text = fields.need_text("address");
    let instance = fields.text("instance");
    let place_of_instance = instance.as_ref().map(place);
    let instance = plain(instance, fields.problems);
    let instance = instance.zip(place_of_instance).map(|(value, place)| {
        rules::check_instance(&value, &place, fields.problems);
        Placed { place, value }
    });
    fields.close();
    let text = text?;
    Some(Placed {
        place: place(&text),
        value: Address {
            address: parsed(&text, problems)?,
            instance,
        },
    })
}

fn downtime(node: &Node, problems: &mut Problems) -> Option<SignedDuration> {
    let mut fields = Fields::open("partners", node, problems)?;
    fields.need("downtime");
    let text = fields.duration("downtime");
    fields.close();
    let text = plain(text, problems)?;
    duration::parse(&text).ok()
}

/// The registry, with the field of its records that AWS looks into.
fn with_field(text: &Template, problems: &mut Problems) -> Option<(Registry, Field)> {
    let registry: Registry = parsed(text, problems)?;
    let field = registry.certificate_field();
    if field.is_none() {
        let what = format!("AWS takes no certificate from {registry}'s records");
        let note = "its holders prove control by a DNS token, through an IPAM";
        problems.add(Problem::new(text.place(), what).note(note.to_owned()));
    }
    Some((registry, field?))
}

fn partition(text: &Template, problems: &mut Problems) -> Option<Partition> {
    let region: Region = parsed(text, problems)?;
    let partition = region.partition();
    if partition.amazon_origins().is_empty() {
        let what = format!("there is no BYOIP in {region}");
        problems.add(Problem::new(text.place(), what));
    }
    Some(partition)
}

fn order_of(text: &Template, problems: &mut Problems) -> Option<Order> {
    let found = ORDERS.iter().find(|(name, _)| *name == text.raw());
    if found.is_none() {
        let names = ORDERS.map(|(name, _)| name);
        let what = format!("no order `{}`", text.raw());
        let hint = did_you_mean(text.raw(), names);
        let hint = hint.or_else(|| Some(format!("there are `{}`", names.join("`, `"))));
        problems.add(Problem::new(text.place(), what).note(hint));
    }
    found.map(|(_, order)| *order)
}

/// A text without holes: a short file has no variables.
fn plain(text: Option<Template>, problems: &mut Problems) -> Option<String> {
    let text = text?;
    if text.literal().is_none() {
        let problem = Problem::new(text.place(), "a migration's short file has no variables");
        let note = "write the value; a scenario has variables, see `--scenario`";
        problems.add(problem.note(note.to_owned()));
        return None;
    }
    Some(text.raw().to_owned())
}

fn parsed<T>(text: &Template, problems: &mut Problems) -> Option<T>
where
    T: FromStr<Err: Display>,
{
    let place: &Place = text.place();
    let wrong = |error: T::Err| Problem::new(place, format!("`{}`: {error}", text.raw()));
    text.raw()
        .parse()
        .map_err(|error| problems.add(wrong(error)))
        .ok()
}
