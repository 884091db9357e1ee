//! RIPE NCC's interfaces for holders: the database's REST service and the
//! certification authority's.

pub(super) mod database;
pub(super) mod rpki;
