using Tryghedsforum.Api.Releases;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Releases;

/// <summary>What is done on the way to a release, in one word each.</summary>
internal static class Releasing
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<bool> Propose(this Neighbourhood here, string number, string? words, string who = "Rune Askholt") =>
        here.Do((ProposeRelease use) => use.Run(here.As(who), number, new(words), null, Cancel));

    public static Task<bool> Release(this Neighbourhood here, string number, Guid proposal, string? words, bool read = true, bool keep = false, string who = "Maja Ellekilde") =>
        here.Do((ReleaseCase use) => use.Run(here.As(who), number, new(proposal, words, read, keep), null, Cancel));

    public static Task<bool> Withdraw(this Neighbourhood here, string number, string who = "Rune Askholt") => here.Do((WithdrawRelease use) => use.Run(here.As(who), number, null, Cancel));

    public static Task<ReleaseView> Sides(this Neighbourhood here, string number, string who = "Rune Askholt") => here.Do((ReadRelease use) => use.Run(here.As(who), number, null, Cancel));

    public static Task<IReadOnlyList<ReleasedCase>> ReadReleased(this Neighbourhood here, string who) => here.Do((ReadReleased use) => use.Run(here.As(who), Cancel));

    /// <summary>Proposed and released in one go.</summary>
    public static async Task Released(this Neighbourhood here, string number, string words)
    {
        await here.Propose(number, words);
        await here.Release(number, (await here.Sides(number)).Proposal!.Id, words);
    }
}
