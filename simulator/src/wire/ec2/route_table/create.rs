//! CreateRouteTable
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html>

use super::write;
use crate::wire::ec2::{ids, tag};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::client_token;
use crate::wire::query::xml::Xml;
use crate::world::aws::route_table;
use crate::world::aws::tag::ResourceType;
use crate::world::{Command, Fact};

pub(super) const ACTION: Action = Action {
    name: "CreateRouteTable",
    parameters: &[
        "ClientToken",
        "DryRun",
        "TagSpecification.N.ResourceType",
        "TagSpecification.N.Tag.N.Key",
        "TagSpecification.N.Tag.N.Value",
        "VpcId",
    ],
    required: &["VpcId"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let token = client_token(call.form)?;
    let command = route_table::Command::Create {
        vpc: ids::required(call.form, "VpcId")?,
        token: token.clone(),
        tags: tag::specified(call.form, ResourceType::RouteTable)?,
    };
    let facts = call.perform(Command::RouteTable(call.caller.clone(), command))?;
    let world = call.read();
    let home = call.caller.home();
    // Without a new one, the token named the one that is there.
    let found = match facts.first() {
        Some(Fact::RouteTable(route_table::Fact::Created { table: id, .. })) => {
            let table = world.route_tables().at(&home, id);
            table.map(|table| (id, table))
        }
        Some(_) | None => {
            let token = token.as_deref();
            token.and_then(|token| world.route_tables().of_token(&home, token))
        }
    };
    let mut xml = Xml::default();
    if let Some((id, table)) = found {
        xml.element("routeTable", |xml| write(xml, &world, &home, id, table));
    }
    xml.optional("clientToken", token);
    Ok(xml)
}
