using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Web.Commands;

/// <summary>
/// Founds a forum from a file, and invites somebody to one. Both print the link of a one-time invitation; whoever opens it accepts, and signs in by a code to
/// the telephone that was named.
/// </summary>
internal static class FoundingCommands
{
    public static async Task<bool> Found(CommandLine line, CancellationToken cancellation)
    {
        if (line.Words is not [_, var file] || line.Option("coordinator") is not { Length: > 0 } coordinator || !PhoneNumber.TryParse(line.Option("phone"), out _)) return false;
        var overseer = line.Option("overseer") is { Length: > 0 } named ? named : null;
        if (overseer is not null != PhoneNumber.TryParse(line.Option("overseer-phone"), out _)) return false;
        var foundation = await FoundationFile.Read(file, cancellation);
        await using var scope = line.App.Services.CreateAsyncScope();
        var founded = await scope.ServiceProvider.GetRequiredService<FoundForum>().Run(Actor.Program(0), foundation, cancellation);
        await line.Output.WriteLineAsync($"Founded: {line.Address}/{foundation.Slug}");
        if (overseer is not null) await PrintInvitation(line, scope.ServiceProvider, founded, new(overseer, Role.Overseer, null, line.Option("overseer-phone")), cancellation);
        else await line.Output.WriteLineAsync($"Nobody watches over it, so it says that it is open on trial only, until: invite {foundation.Slug} --role=Overseer --name=<name> --phone=<number>");
        await PrintInvitation(line, scope.ServiceProvider, founded, new(coordinator, Role.Coordinator, null, line.Option("phone")), cancellation);
        return true;
    }

    public static async Task<bool> Invite(CommandLine line, CancellationToken cancellation)
    {
        if (line.Words is not [_, var slug] || line.Option("name") is not { Length: > 0 } name || !Enum.TryParse<Role>(line.Option("role") ?? nameof(Role.Coordinator), ignoreCase: true, out var role)) return false;
        await using var scope = line.App.Services.CreateAsyncScope();
        var settings = await scope.ServiceProvider.GetRequiredService<ReadForum>().BySlug(slug, cancellation) ?? throw new CannotStart($"There is no forum called {slug}.");
        await PrintInvitation(line, scope.ServiceProvider, settings.Forum.Id, new(name, role, line.Option("team"), line.Option("phone")), cancellation);
        return true;
    }

    private static async Task PrintInvitation(CommandLine line, IServiceProvider services, int forum, InviteMemberRequest request, CancellationToken cancellation)
    {
        var invitation = await services.GetRequiredService<InviteMember>().Run(Actor.Program(forum), request, null, cancellation);
        await line.Output.WriteLineAsync($"Invitation for {request.Name}, once, until {invitation.ExpiresAt:u}:\n{line.Address}/i/{invitation.Secret}");
    }
}
