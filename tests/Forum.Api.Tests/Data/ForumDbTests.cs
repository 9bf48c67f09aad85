using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Data;

public sealed class ForumDbTests
{
    [Theory, BothDatabases]
    public void The_migrations_make_the_model(DatabaseKind kind)
    {
        using var db = HandMade.Context(kind);
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task The_model_that_is_made_ahead_is_the_programs_own()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        using var db = HandMade.Context(DatabaseKind.Sqlite);
        Assert.Same(db.Model, await here.Db(own => Task.FromResult(own.Model)));
    }
}
