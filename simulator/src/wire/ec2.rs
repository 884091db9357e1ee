//! EC2's Query protocol: a form in, XML out, one file per action.
//!
//! The walk of a request: the form is read, [`admission`] finds the caller and
//! whether it may, the action's own file reads a command and writes the answer;
//! what the world refuses becomes an error in [`error`]. No rule of the world
//! stands here.

use jiff::Timestamp;

use super::http::{Answer, Request};
use super::query::form::Form;
use super::query::xml::Xml;
use crate::simulation::Simulation;
use crate::world::aws::account::Caller;
use crate::world::{Command, Fact, Refusal};

mod actions;
mod admission;
mod byoip_cidr;
mod error;
mod filters;
mod nat_gateway;
mod pages;
mod parameters;
mod shapes;

mod advertise_byoip_cidr;
mod allocate_address;
mod associate_address;
mod create_nat_gateway;
mod delete_nat_gateway;
mod deprovision_byoip_cidr;
mod describe_addresses;
mod describe_byoip_cidrs;
mod describe_instances;
mod describe_nat_gateways;
mod describe_public_ipv4_pools;
mod disassociate_address;
mod provision_byoip_cidr;
mod release_address;
mod withdraw_byoip_cidr;

pub(crate) use error::Ec2Error;

#[cfg(test)]
pub(super) mod tests;

/// The API version whose model this is.
const VERSION: &str = "2016-11-15";

/// One call: who, what, and the world it is about.
struct Call<'a> {
    caller: Caller,
    form: &'a Form,
    simulation: &'a Simulation,
    wall: Timestamp,
}

impl Call<'_> {
    /// Has the world do something; a refusal becomes the action's error.
    fn perform(&self, command: Command) -> Result<Vec<Fact>, Ec2Error> {
        self.simulation
            .perform(self.wall, &command)
            .map_err(|refusal| self.refused(&refusal))
    }

    /// The error of a refusal, by this world's policy.
    fn refused(&self, refusal: &Refusal) -> Ec2Error {
        let action = self.form.get("Action").unwrap_or_default();
        self.simulation
            .with_policy(|policy| error::refused(refusal, action, policy))
    }

    /// The only border group here is the Region itself.
    fn check_border_group(&self) -> Result<(), Ec2Error> {
        match self.form.get("NetworkBorderGroup") {
            Some(group) if group != self.caller.region.as_str() => Err(Ec2Error::invalid_value(
                "NetworkBorderGroup",
                group,
                "Only the Region's own border group is simulated.",
            )),
            Some(_) | None => Ok(()),
        }
    }
}

/// Answers a request to EC2.
pub(super) fn answer(
    simulation: &Simulation,
    wall: Timestamp,
    request: &Request,
    form: &Form,
) -> Answer {
    let id = simulation.next_request_id();
    match call(simulation, wall, request, form) {
        Ok((action, body)) => {
            let xml = Xml::document(&format!("{action}Response"), XMLNS, |xml| {
                xml.text("requestId", &id);
                xml.append(body);
            });
            super::query::respond(200, xml, &id)
        }
        Err(error) => super::query::respond(error.status(), error.to_xml(&id), &id),
    }
}

const XMLNS: &str = "http://ec2.amazonaws.com/doc/2016-11-15/";

fn call<'a>(
    simulation: &Simulation,
    wall: Timestamp,
    request: &Request,
    form: &'a Form,
) -> Result<(&'a str, Xml), Ec2Error> {
    let admitted = admission::admit(simulation, wall, request, form)?;
    let call = Call {
        caller: admitted.caller,
        form,
        simulation,
        wall,
    };
    Ok((admitted.action, (admitted.handler.answer)(&call)?))
}
