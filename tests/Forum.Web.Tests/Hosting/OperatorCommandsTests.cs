using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Commands;
using Xunit;

namespace Tryghedsforum.Web.Tests.Hosting;

public sealed class OperatorCommandsTests
{
    private static readonly string[] Keys = [.. TestKeys.Arguments, "--Sms:Provider=None", "--PublicUrl=https://forum.example"];
    private readonly string folder = ProcessFolder.Fresh("commands");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Example => Path.Combine(Shape.Files.Root, "Forum.Web", "Commands", "forum.example.json");

    [Fact]
    public async Task A_forum_is_founded_from_the_example_and_its_coordinator_comes_in_by_the_link()
    {
        var said = await Run("found", Example, "--coordinator=Inge Skov", "--phone=95 20 00 77");
        Assert.Contains("https://forum.example/skovkvarteret", said, StringComparison.Ordinal);
        await using var program = Program("Production");
        var invitation = await Look(program, said);
        Assert.Equal(("Inge Skov", Role.Coordinator, "77"), (invitation!.Name, invitation.Role, invitation.SentTo));
        await using var scope = program.Services.CreateAsyncScope();
        var settings = await scope.ServiceProvider.GetRequiredService<ReadForum>().BySlug("skovkvarteret", Cancel);
        Assert.Equal((false, 3, 1), (settings!.Forum.IsDemo, settings.Teams.Count, settings.Streets.Count));

        Assert.Contains("open on trial only", said, StringComparison.Ordinal);
        Assert.False(settings.IsOverseen);

        // Later the operator invites others, too.
        said = await Run("invite", "skovkvarteret", "--name=Bo Krag", "--phone=95 20 00 78", "--role=crew", "--team=Sundhedsteamet");
        Assert.Equal(("Bo Krag", Role.Crew, "Sundhedsteamet"), await Look(program, said) is { } bo ? (bo.Name, bo.Role, bo.Team) : default);
    }

    [Fact]
    public async Task An_overseer_is_invited_with_the_coordinator()
    {
        var said = await Run("found", Example, "--coordinator=Inge Skov", "--phone=95 20 00 77", "--overseer=Bo Krag", "--overseer-phone=95 20 00 78");
        await using var program = Program("Production");
        Assert.Equal(("Inge Skov", Role.Coordinator), await Look(program, said) is { } inge ? (inge.Name, inge.Role) : default);
        Assert.Equal(("Bo Krag", Role.Overseer), await Look(program, said[..said.IndexOf("Invitation for Inge Skov", StringComparison.Ordinal)]) is { } bo ? (bo.Name, bo.Role) : default);
        Assert.DoesNotContain("on trial", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_nothing_is_founded()
    {
        var broken = Path.Combine(folder, "broken.json");
        await File.WriteAllTextAsync(broken, (await File.ReadAllTextAsync(Example, Cancel)).Replace("\"casePrefix\"", "\"caseprefiks\"", StringComparison.Ordinal), Cancel);
        Assert.Contains("caseprefiks", await Refused("found", broken, "--coordinator=Inge Skov", "--phone=95 20 00 77"), StringComparison.Ordinal);
        Assert.Contains("does not hold a forum", await Refused("found", "nowhere.json", "--coordinator=Inge Skov", "--phone=95 20 00 77"), StringComparison.Ordinal);
        foreach (var args in new string[][] { ["found"], ["found", Example], ["found", Example, "--coordinator=Inge Skov", "--phone=nej"], ["found", Example, "--coordinator=Inge Skov", "--phone=95 20 00 77", "--overseer=Bo Krag"], ["invite", "skovkvarteret"], ["invite", "--name=Bo"] })
            Assert.Contains("--phone=<number>", await Refused(args), StringComparison.Ordinal);
        Assert.Contains("no forum called skovkvarteret", await Refused("invite", "skovkvarteret", "--name=Bo Krag", "--phone=95 20 00 78"), StringComparison.Ordinal);

        await Run("found", Example, "--coordinator=Inge Skov", "--phone=95 20 00 77");
        Assert.Contains("slug:", await Refused("found", Example, "--coordinator=Inge Skov", "--phone=95 20 00 77"), StringComparison.Ordinal);
        Assert.Contains("team:", await Refused("invite", "skovkvarteret", "--name=Bo Krag", "--phone=95 20 00 78", "--role=Crew"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_log_is_recomputed_and_one_that_does_not_fit_its_head_is_named()
    {
        await Run("found", Example, "--coordinator=Inge Skov", "--phone=95 20 00 77");
        var said = await Run("verify-audit");
        Assert.StartsWith("skovkvarteret: all 1 entries are whole.", said, StringComparison.Ordinal);
        var head = said.Trim().Split(' ')[^1];
        await Run("invite", "skovkvarteret", "--name=Bo Krag", "--phone=95 20 00 78", "--role=Police");
        Assert.StartsWith("skovkvarteret: all 2 entries are whole.", await Run("verify-audit", "skovkvarteret", head), StringComparison.Ordinal);
        Assert.Contains("after entry 2 something is missing", await Refused("verify-audit", "skovkvarteret", "--head=3:abc"), StringComparison.Ordinal);
        Assert.Contains("up to entry 1 the log fits together, but", await Refused("verify-audit", "skovkvarteret", "--head=1:abc"), StringComparison.Ordinal);
        Assert.Contains("a number, a colon and a hash", await Refused("verify-audit", "skovkvarteret", "--head=abc"), StringComparison.Ordinal);
        Assert.Contains("name it", await Refused("verify-audit", head), StringComparison.Ordinal);
        Assert.Contains("no forum called nowhere", await Refused("verify-audit", "nowhere"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_runs_the_installation_is_named_and_unnamed_by_a_command()
    {
        await Run("found", Example, "--coordinator=Inge Skov", "--phone=95 20 00 77");
        Assert.Contains("https://forum.example/drift", await Run("operator", "add", "--name=Bo Krag", "--phone=95 20 00 78"), StringComparison.Ordinal);
        Assert.Contains("signed out everywhere", await Run("operator", "end", "--phone=95200078"), StringComparison.Ordinal);
        Assert.NotEmpty(await Refused("operator", "end", "--phone=95200078"));
        Assert.Contains("phone:", await Refused("operator", "add", "--name=Bo Krag", "--phone=nej"), StringComparison.Ordinal);
        foreach (var args in new string[][] { ["operator"], ["operator", "add", "--name=Bo Krag"], ["operator", "add", "--phone=95 20 00 78"], ["operator", "other", "--phone=95 20 00 78"] })
            Assert.Contains("operator add|end", await Refused(args), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Development_there_is_the_demo_only()
    {
        await using var program = Program("Development");
        var refused = await Assert.ThrowsAsync<CannotStart>(() => OperatorCommands.Run(program, ["found", Example], TextWriter.Null, Cancel));
        Assert.Contains("ASPNETCORE_ENVIRONMENT=Production", refused.Message, StringComparison.Ordinal);
    }

    private Microsoft.AspNetCore.Builder.WebApplication Program(string environment, params string[] args) => ForumProgram.Build(
        ["--applicationName=Forum.Web", $"--environment={environment}", $"--Data:Folder={folder}", .. Keys, .. OperatorCommands.Settings(args)], builder => builder.Logging.ClearProviders());

    private async Task<string> Run(params string[] args)
    {
        await using var program = Program("Production", args);
        await using var said = new StringWriter();
        Assert.True(OperatorCommands.IsOne(args));
        await OperatorCommands.Run(program, args, said, Cancel);
        return said.ToString();
    }

    private async Task<string> Refused(params string[] args) => (await Assert.ThrowsAsync<CannotStart>(() => Run(args))).Message;

    private static async Task<InvitationView?> Look(Microsoft.AspNetCore.Builder.WebApplication program, string said)
    {
        await using var scope = program.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReadInvitation>().Run(Actor.Anyone(0, ""), said.Trim().Split("/i/")[^1], Cancel);
    }
}
