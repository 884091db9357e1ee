//! Which ASPAs a holder may make and delete, and when that shows: as soon as its
//! registry shows a ROA.

use byoip_vocabulary::asn::Asn;
use jiff::Timestamp;

use super::{Aspa, Command, Fact, PROVIDERS_MAX, Refusal};
use crate::world::draw::Branch;
use crate::world::refusal::Refusal as WorldRefusal;
use crate::world::registry::Member;
use crate::world::rpki::decide::{publication, removal};
use crate::world::{World, later};

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    now: Timestamp,
    command: &Command,
) -> Result<Vec<Fact>, WorldRefusal> {
    let aspas = &world.rpki.aspas;
    let wanted = |customer| aspas.get(customer).filter(|entry| entry.is_wanted());
    let fact = match command {
        Command::Create { aspa } => {
            let member = check(world, aspa)?;
            let customer = aspa.customer;
            if wanted(customer).is_some() {
                return Err(Refusal::AspaExists { customer }.into());
            }
            make(world, now, aspa, member)?
        }
        Command::Replace { aspa } => {
            let member = check(world, aspa)?;
            let customer = aspa.customer;
            let before = wanted(customer).ok_or(Refusal::NoSuchAspa { customer })?;
            if before.aspa == *aspa {
                return Ok(Vec::new());
            }
            make(world, now, aspa, member)?
        }
        Command::Delete { customer } => {
            let customer = *customer;
            let entry = wanted(customer).ok_or(Refusal::NoSuchAspa { customer })?;
            let registry = entry.registry();
            world.registries.check_up(registry)?;
            let spread = removal(registry, &world.policy);
            let delay = world
                .draw
                .duration(Branch::AspaRemoval, aspas.deleted, spread);
            Fact::Deleted {
                aspa: entry.aspa.clone(),
                removed_at: later(now, delay),
            }
        }
    };
    Ok(vec![fact])
}

fn make(world: &World, now: Timestamp, aspa: &Aspa, member: Member) -> Result<Fact, WorldRefusal> {
    world.registries.check_up(member.registry)?;
    let spread = publication(member.registry, &world.policy);
    let made = world.rpki.aspas.made;
    let delay = world.draw.duration(Branch::AspaPublication, made, spread);
    Ok(Fact::Made {
        member,
        aspa: aspa.clone(),
        published_at: later(now, delay),
    })
}

/// Checks what the profile demands (draft-ietf-sidrops-aspa-profile, section 3):
/// a validator would drop what is signed all the same. Then who holds the AS
/// number.
fn check(world: &World, aspa: &Aspa) -> Result<Member, Refusal> {
    let Aspa {
        customer,
        providers,
    } = aspa;
    let customer = *customer;
    if providers.is_empty() {
        return Err(Refusal::NoProviders { customer });
    }
    if providers.len() > PROVIDERS_MAX {
        return Err(Refusal::TooManyProviders { customer });
    }
    if providers.contains(&customer) {
        return Err(Refusal::OwnProvider { customer });
    }
    if providers.len() > 1 && providers.contains(&Asn::ZERO) {
        return Err(Refusal::ZeroAmongProviders { customer });
    }
    let record = world.registries.autnum(customer);
    let record = record.ok_or(Refusal::NotHeld { customer })?;
    Ok(Member {
        registry: record.registry,
        organization: record.organization.clone(),
    })
}
