using ActorServer.Gateways.AspNetCore;
using ActorServer.Gateways.AspNetCore.Loading;
using ActorServer.Tests.EndToEnd;
using Microsoft.AspNetCore.Http;

namespace ActorServer.Tests.Gateways.AspNetCore.Loading;

/// <summary>What <c>app: My.Type.Member</c> may name; this assembly is the application.</summary>
[Collection(Processes.Name)]
public sealed class MemberFinderTests
{
    private const string Here = "ActorServer.Tests.Gateways.AspNetCore.Loading.MemberFinderTests.Members.";

    [Theory]
    [InlineData("Property")]
    [InlineData("Field")]
    [InlineData("Make")]
    [InlineData("Handle")]
    [InlineData("HandleWithResult")]
    [InlineData("Inner.Handle")]
    public async Task Takes_what_is_or_gives_or_acts_as_a_request_delegate(string member)
    {
        var context = new DefaultHttpContext();
        await MemberFinder.Find(GetType().Assembly, Here + member)(context);
        Assert.Equal(299, context.Response.StatusCode);
    }

    [Theory]
    [InlineData("Handel", "has no member \"Handel\" (app). Did you mean " + Here + "Handle?")]
    [InlineData("Number", "is a property of System.Int32; needed is a public static property")]
    [InlineData("NotStatic", "is a non-static property of Microsoft.AspNetCore.Http.RequestDelegate; needed is")]
    [InlineData("Hidden", "is a non-public property of Microsoft.AspNetCore.Http.RequestDelegate; needed is")]
    [InlineData("Synchronous", "is a method Void Synchronous(Microsoft.AspNetCore.Http.HttpContext); needed is")]
    [InlineData("Nothing", "gives null; a RequestDelegate is needed.")]
    [InlineData("Generic`1.Handle", "is a generic type; needed is")]
    public void Refuses_anything_else_and_says_what_it_is(string member, string part)
    {
        var failure = Assert.Throws<ApplicationBootException>(() => MemberFinder.Find(GetType().Assembly, Here + member));
        Assert.Contains(part, failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application", "\"application\" (app) is not Type.Member. Known: ")]
    [InlineData("My.Members.Property", "ActorServer.Tests.dll has no type \"My.Members\" (app). Did you mean " + Here + "Property?")]
    public void A_type_that_does_not_exist_is_told_the_nearest_member(string name, string beginning)
    {
        var failure = Assert.Throws<ApplicationBootException>(() => MemberFinder.Find(GetType().Assembly, name));
        Assert.StartsWith(beginning, failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_that_throws_shows_its_exception_in_the_traceback_alone()
    {
        var failure = await LoadingTest.FailureAsync(LoadingTest.Fixture("", "Loading.Member.Throws"));
        Assert.Equal("Loading.Member.Throws in loading.dll threw System.InvalidOperationException.", failure.Reason);
        Assert.StartsWith("System.InvalidOperationException: the property is broken", failure.Traceback, StringComparison.Ordinal);
    }

    /// <summary>Members of every kind.</summary>
    public sealed class Members
    {
        public static readonly RequestDelegate Field = Handle;

        public static RequestDelegate Property => Handle;

        public static int Number => 1;

        public static RequestDelegate? Nothing => null;

        public RequestDelegate NotStatic => Handle;

        internal static RequestDelegate Hidden => Handle;

        public static RequestDelegate Make() => Handle;

        public static void Synchronous(HttpContext context) => context.Response.StatusCode = 299;

        public static Task Handle(HttpContext context)
        {
            context.Response.StatusCode = 299;
            return Task.CompletedTask;
        }

        public static async Task<int> HandleWithResult(HttpContext context)
        {
            await Handle(context);
            return 1;
        }

        /// <summary>A type that nobody can call without choosing T.</summary>
        internal static class Generic<T>
        {
            public static Task Handle(HttpContext context) => Members.Handle(context);
        }

        /// <summary>A nested type is written with a dot.</summary>
        public static class Inner
        {
            public static Task Handle(HttpContext context) => Members.Handle(context);
        }
    }
}
