using System.Reflection;
using PublicApiGenerator;
using Tryghedsforum.Api;
using Tryghedsforum.Notifications;
using Xunit;

namespace Tryghedsforum.Web.Tests.Shape;

/// <summary>What the two libraries show to others, as it was last approved: a change of it is seen in a diff, and is made on purpose.</summary>
public sealed class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new()
    {
        IncludeAssemblyAttributes = false, DenyNamespacePrefixes = ["Tryghedsforum.Api.Data.Migrations", "Tryghedsforum.Notifications.Data.Migrations"],
    };

    [Fact]
    public void The_public_surface_of_Forum_Api_is_the_approved_one() => Approved(typeof(ForumApi).Assembly);

    [Fact]
    public void The_public_surface_of_Forum_Notifications_is_the_approved_one() => Approved(typeof(ForumNotifications).Assembly);

    private static void Approved(Assembly library)
    {
        var file = Path.Combine(Files.Root, "tests/Forum.Web.Tests/Shape", $"{library.GetName().Name}.approved.txt");
        var now = library.GeneratePublicApi(Options).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var before = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (now == before) return;
        // It lies beside the approved one, so that both can be compared; git does not keep it.
        var received = file.Replace(".approved.", ".received.", StringComparison.Ordinal);
        File.WriteAllText(received, now);
        string[] had = before.Split('\n'), has = now.Split('\n');
        Assert.Fail($"""
            The public surface of {library.GetName().Name} has changed.
            Gone:
              {string.Join("\n  ", had.Except(has))}
            New:
              {string.Join("\n  ", has.Except(had))}
            If that is meant (another project needs it), approve it: mv "{received}" "{file}"
            If not, make it internal.
            """);
    }
}
