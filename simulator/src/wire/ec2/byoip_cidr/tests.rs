use crate::clock::Mode;
use crate::shell::world_file::WorldFile;
use crate::simulation::Simulation;
use crate::wire::ec2::tests::{ask, wall};

/// `198.18.1.7/24` is no range, or is `198.18.1.0/24`, by the policy.
#[test]
fn host_bits_are_refused_or_cleared() {
    for (value, code) in [
        ("false", "InvalidParameterValue"),
        ("true", "MissingParameter"),
    ] {
        let mut genesis = WorldFile::default_world().genesis;
        genesis.policy.set("host_bits_cleared", value).unwrap();
        let simulation = Simulation::new(genesis, Mode::Manual, wall());
        // Without a proof, which is looked for only in a range that can be.
        let answered = ask(
            &simulation,
            "Action=ProvisionByoipCidr&Cidr=198.18.1.7%2F24",
        );
        assert_eq!(answered, (400, code.to_owned()), "{value}");
    }
}
