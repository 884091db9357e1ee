//! Amazon's side of the world, a noun to a file.

pub mod account;
pub mod address;
pub mod entitlement;
pub mod load_balancer;
pub mod nat_gateway;
pub mod network;
pub mod owned;
pub mod permission;
pub mod pool;
pub mod range;
pub mod review;
pub mod support_case;
pub mod tag;
pub mod throttle;
