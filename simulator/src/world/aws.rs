//! Amazon's side of the world, a noun to a file.

pub mod account;
pub mod address;
pub mod answer;
pub mod byoasn;
pub mod client_token;
pub mod egress;
pub mod entitlement;
pub mod ids;
pub mod instance;
pub mod internet_gateway;
pub mod load_balancer;
pub mod nat_gateway;
pub mod network_interface;
pub mod owned;
pub mod permission;
pub mod pool;
pub mod range;
pub mod review;
pub mod route_table;
pub mod subnet;
pub mod support_case;
pub mod tag;
pub mod throttle;
pub mod vpc;
pub mod zone;
