//! The rules of the calls on cases.

use jiff::Timestamp;

use super::request;
use super::{CaseId, Command, Fact, Letter, Lifecycle, Refusal};
use crate::world::aws::account::Caller;
use crate::world::draw::Branch;
use crate::world::{World, later};

/// How many cases of an account may wait for an answer. The API has an error for
/// too many and gives no number.
const MOST_OPEN: usize = 50;

/// The numbers that people see have ten digits.
const DISPLAY_IDS: u64 = 1_000_000_000;

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    command: &Command,
) -> Result<Vec<Fact>, Refusal> {
    match command {
        Command::Create(letter) => create(world, now, caller, letter),
        Command::Resolve(id) => resolve(world, caller, id),
    }
}

fn create(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    letter: &Letter,
) -> Result<Vec<Fact>, Refusal> {
    let own = world.cases.of(caller.account());
    let open = own.filter(|(_, case)| case.lifecycle == Lifecycle::Opened);
    if open.count() >= MOST_OPEN {
        return Err(Refusal::TooManyOpen { most: MOST_OPEN });
    }
    let count = world.cases.opened.len() as u64;
    let delay = world.draw.duration(
        Branch::SupportAnswer,
        count,
        world.policy.support_answer_delay,
    );
    let display_id = DISPLAY_IDS
        + world
            .draw
            .below(Branch::SupportDisplay, count, 9 * DISPLAY_IDS);
    let id = format!(
        "case-{}-mu{}-{}-{}",
        caller.account(),
        letter.language,
        now.strftime("%Y"),
        world.draw.hex(Branch::SupportCase, count)
    );
    Ok(vec![Fact::Opened {
        case: CaseId::new(&id),
        display_id: display_id.to_string(),
        account: caller.account(),
        submitted_by: caller.principal.arn.clone(),
        letter: Box::new(letter.clone()),
        ask: request::read(&letter.subject, &letter.body, &caller.region),
        answers_at: later(now, delay),
    }])
}

fn resolve(world: &World, caller: &Caller, id: &CaseId) -> Result<Vec<Fact>, Refusal> {
    let unknown = || Refusal::UnknownCase { case: id.clone() };
    let case = world.cases.at(caller.account(), id).ok_or_else(unknown)?;
    Ok(match case.lifecycle {
        Lifecycle::Opened => vec![Fact::Withdrawn { case: id.clone() }],
        // Resolving what is resolved changes nothing.
        Lifecycle::Answered { .. } | Lifecycle::Withdrawn => Vec::new(),
    })
}
