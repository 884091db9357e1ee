// The short story of a range, told by the AWS SDK for JavaScript.
//
// What is printed is what was asked and what came back; every client of this
// folder prints the same lines. Arguments: the message and its signature.

import { createRequire } from "node:module";

// An import is looked for beside this file; require looks also where NODE_PATH
// says, and the packages lie beside the build.
const require = createRequire(import.meta.url);
const { EC2 } = require("@aws-sdk/client-ec2");
const { STS } = require("@aws-sdk/client-sts");

const Cidr = "198.18.1.0/24";
const [Message, Signature] = process.argv.slice(2);
const CidrAuthorizationContext = { Message, Signature };
const ec2 = new EC2();
const sts = new STS();

async function refused(call) {
  try {
    await call;
  } catch (error) {
    return `${error.name} ${error.$metadata?.httpStatusCode}`;
  }
  return "not refused";
}

async function advance(by) {
  const url = `${process.env.BYOIP_SIMULATOR_URL}/_simulator/clock/advance`;
  const answer = await fetch(url, { method: "POST", body: JSON.stringify({ by }) });
  if (!answer.ok) throw new Error(`the clock answered ${answer.status}`);
}

async function holding(address) {
  const { Addresses } = await ec2.describeAddresses({
    Filters: [{ Name: "public-ip", Values: [address] }],
  });
  return Addresses;
}

const { Account } = await sts.getCallerIdentity({});
console.log(`GetCallerIdentity: ${Account}`);
const dryRun = ec2.provisionByoipCidr({ Cidr, CidrAuthorizationContext, DryRun: true });
console.log(`ProvisionByoipCidr as a dry run: ${await refused(dryRun)}`);
const submitted = await ec2.provisionByoipCidr({ Cidr, CidrAuthorizationContext });
console.log(`ProvisionByoipCidr: ${submitted.ByoipCidr.State}`);

await advance("7d");
const { ByoipCidrs: [range] } = await ec2.describeByoipCidrs({ MaxResults: 5 });
const pool = range.StatusMessage.split(" ").at(-1);
console.log(`DescribeByoipCidrs: ${range.State} into ${pool}`);

const allocated = await ec2.allocateAddress({ Domain: "vpc", PublicIpv4Pool: pool });
const address = allocated.PublicIp;
console.log(`AllocateAddress: ${address} of ${allocated.PublicIpv4Pool}`);
const [listed] = await holding(address);
console.log(`DescribeAddresses: ${listed.PublicIp} of ${listed.PublicIpv4Pool}`);
const advertised = await ec2.advertiseByoipCidr({ Cidr });
console.log(`AdvertiseByoipCidr: ${advertised.ByoipCidr.State}`);

console.log(`DeprovisionByoipCidr: ${await refused(ec2.deprovisionByoipCidr({ Cidr }))}`);
const withdrawn = await ec2.withdrawByoipCidr({ Cidr });
console.log(`WithdrawByoipCidr: ${withdrawn.ByoipCidr.State}`);
await ec2.releaseAddress({ AllocationId: allocated.AllocationId });
console.log(`DescribeAddresses after ReleaseAddress: ${(await holding(address)).length}`);
const deprovisioned = await ec2.deprovisionByoipCidr({ Cidr });
console.log(`DeprovisionByoipCidr: ${deprovisioned.ByoipCidr.State}`);
