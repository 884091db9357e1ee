//! The short story of a range, told by the AWS SDK for Rust.
//!
//! What is told is what was asked and what came back; every client of
//! `tests/clients/` tells the same lines.

use std::fmt::{Debug, Write as _};

use aws_sdk_ec2::config::{Credentials, Region};
use aws_sdk_ec2::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_ec2::types::{
    Address, ByoipCidr, ByoipCidrState, CidrAuthorizationContext, DomainType, Filter,
};
use byoip_tests::simulator::Simulator;

const CIDR: &str = "198.18.1.0/24";

/// Tells the story to its end.
///
/// # Panics
///
/// Where a call is refused that the story needs.
pub(super) fn tell(simulator: &Simulator, message: &str, signature: &str) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made");
    let authorization = CidrAuthorizationContext::builder()
        .message(message)
        .signature(signature)
        .build();
    let mut teller = Teller::at(simulator);
    runtime.block_on(async {
        teller.identity().await;
        teller.provision(authorization).await;
        simulator.advance("7d");
        let pool = teller.provisioned().await;
        let (address, allocation) = teller.allocate(&pool).await;
        teller.advertise().await;
        teller.give_back(&address, &allocation).await;
    });
    teller.told
}

struct Teller {
    ec2: aws_sdk_ec2::Client,
    sts: aws_sdk_sts::Client,
    told: String,
}

impl Teller {
    fn at(simulator: &Simulator) -> Self {
        let environment = simulator.environment();
        let named = |name: &str| {
            let found = environment.iter().find(|(key, _)| key == name);
            found.expect("the environment has it").1.clone()
        };
        let credentials = Credentials::new(
            named("AWS_ACCESS_KEY_ID"),
            named("AWS_SECRET_ACCESS_KEY"),
            None,
            None,
            "simulator",
        );
        let region = Region::new(named("AWS_REGION"));
        let ec2 = aws_sdk_ec2::Config::builder()
            .endpoint_url(simulator.url())
            .region(region.clone())
            .credentials_provider(credentials.clone())
            .build();
        let sts = aws_sdk_sts::Config::builder()
            .endpoint_url(simulator.url())
            .region(region)
            .credentials_provider(credentials)
            .build();
        Self {
            ec2: aws_sdk_ec2::Client::from_conf(ec2),
            sts: aws_sdk_sts::Client::from_conf(sts),
            told: String::new(),
        }
    }

    fn tell(&mut self, line: &str) {
        writeln!(self.told, "{line}").expect("a string takes what it is given");
    }

    async fn identity(&mut self) {
        let identity = self.sts.get_caller_identity().send().await;
        let account = identity.expect("anyone may ask").account;
        self.tell(&format!(
            "GetCallerIdentity: {}",
            account.unwrap_or_default()
        ));
    }

    async fn provision(&mut self, authorization: CidrAuthorizationContext) {
        let call = || {
            let call = self.ec2.provision_byoip_cidr().cidr(CIDR);
            call.cidr_authorization_context(authorization.clone())
        };
        let refused = refusal(call().dry_run(true).send().await);
        let submitted = call().send().await.expect("the range is in order");
        let state = state(submitted.byoip_cidr);
        self.tell(&format!("ProvisionByoipCidr as a dry run: {refused}"));
        self.tell(&format!("ProvisionByoipCidr: {state}"));
    }

    /// The pool that the range came to.
    async fn provisioned(&mut self) -> String {
        let listed = self.ec2.describe_byoip_cidrs().max_results(5).send().await;
        let range = listed.expect("a describe").byoip_cidrs.unwrap_or_default();
        let range = range.first().cloned().expect("it was handed in");
        let message = range.status_message().unwrap_or_default();
        let (_, pool) = message.rsplit_once(' ').expect("the message has the pool");
        let pool = pool.to_owned();
        let state = state(Some(range));
        self.tell(&format!("DescribeByoipCidrs: {state} into {pool}"));
        pool
    }

    /// The address and its allocation.
    async fn allocate(&mut self, pool: &str) -> (String, String) {
        let call = self.ec2.allocate_address().domain(DomainType::Vpc);
        let allocated = call.public_ipv4_pool(pool).send().await;
        let allocated = allocated.expect("the pool has addresses");
        let address = allocated.public_ip.unwrap_or_default();
        let pool = allocated.public_ipv4_pool.unwrap_or_default();
        self.tell(&format!("AllocateAddress: {address} of {pool}"));

        let listed = self.holding(&address).await;
        let listed = listed.first().expect("it was allocated");
        let held = listed.public_ip().unwrap_or_default();
        let pool = listed.public_ipv4_pool().unwrap_or_default();
        self.tell(&format!("DescribeAddresses: {held} of {pool}"));
        (address, allocated.allocation_id.unwrap_or_default())
    }

    async fn holding(&self, address: &str) -> Vec<Address> {
        let filter = Filter::builder().name("public-ip").values(address).build();
        let listed = self.ec2.describe_addresses().filters(filter).send().await;
        listed.expect("a describe").addresses.unwrap_or_default()
    }

    async fn advertise(&mut self) {
        let advertised = self.ec2.advertise_byoip_cidr().cidr(CIDR).send().await;
        let state = state(advertised.expect("it is provisioned").byoip_cidr);
        self.tell(&format!("AdvertiseByoipCidr: {state}"));
    }

    async fn give_back(&mut self, address: &str, allocation: &str) {
        let deprovision = self.ec2.deprovision_byoip_cidr().cidr(CIDR);
        let refused = refusal(deprovision.clone().send().await);
        self.tell(&format!("DeprovisionByoipCidr: {refused}"));

        let withdrawn = self.ec2.withdraw_byoip_cidr().cidr(CIDR).send().await;
        let withdrawn = state(withdrawn.expect("it is advertised").byoip_cidr);
        self.tell(&format!("WithdrawByoipCidr: {withdrawn}"));

        let release = self.ec2.release_address().allocation_id(allocation);
        release.send().await.expect("it is free");
        let left = self.holding(address).await.len();
        self.tell(&format!("DescribeAddresses after ReleaseAddress: {left}"));

        let deprovisioned = deprovision.send().await.expect("nothing is left");
        let deprovisioned = state(deprovisioned.byoip_cidr);
        self.tell(&format!("DeprovisionByoipCidr: {deprovisioned}"));
    }
}

/// The state's name on the wire.
fn state(range: Option<ByoipCidr>) -> String {
    let state = range.and_then(|range| range.state);
    state.as_ref().map_or("", ByoipCidrState::as_str).to_owned()
}

/// The code and the HTTP status of a refusal.
fn refusal<T, E: ProvideErrorMetadata + Debug>(answer: Result<T, SdkError<E>>) -> String {
    let Err(error) = answer else {
        return "not refused".to_owned();
    };
    let status = error.raw_response().map(|answer| answer.status().as_u16());
    let code = error.code().unwrap_or_default();
    format!("{code} {}", status.unwrap_or_default())
}
